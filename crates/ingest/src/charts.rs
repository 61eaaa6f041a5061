//! The charts of the files, for whoever installs one: Kustomize, Terraform, or a chart that stands for itself.

use ringfort_helm::{File, Given, Problem, Project, Rendered, State};
use ringfort_source::{Node, SourceMap, Span};
use ringfort_syntax::yaml;
use ringfort_vocab::NoticeKind;

use crate::read::Input;
use crate::tools::{self, Tool};
use crate::{Options, World, helm, kube};

/// All files as charts see them.
pub(crate) struct Charts<'a> {
    pub(crate) files: Vec<File<'a>>,
    pub(crate) project: Project<'a>,
    folders: Vec<&'a str>,
    options: &'a Options<'a>,
    world: &'a dyn World,
}

/// A chart that something else than itself installs.
pub(crate) struct Installed {
    /// Its folder.
    pub(crate) folder: String,
    /// What it renders to, or why it is not judged.
    pub(crate) rendered: Result<Rendered, String>,
    /// Are the objects in its `crds/` among what it was asked for?
    pub(crate) crds: bool,
}

/// What is asked of a chart that is installed.
#[derive(Default)]
pub(crate) struct Asked<'a> {
    /// What it is given. The version of the cluster may be left to the user.
    pub(crate) given: Given<'a>,
    /// Are hooks left out?
    pub(crate) skip_hooks: bool,
    /// Are tests left out?
    pub(crate) skip_tests: bool,
    /// Are the objects in `crds/` taken in?
    pub(crate) include_crds: bool,
}

impl<'a> Charts<'a> {
    /// The charts among `inputs`.
    pub(crate) fn new(
        (sources, inputs): (&'a SourceMap, &[Input]),
        options: &'a Options<'a>,
        world: &'a dyn World,
    ) -> Self {
        let file = |input: &Input| {
            let found = sources.get(input.source)?;
            Some(File { source: input.source, path: &found.path, text: &found.text })
        };
        let files: Vec<File<'a>> = inputs.iter().filter_map(file).collect();
        let project = Project::new(files.iter().copied());
        let paths = files.iter().map(|f| f.path);
        let folders = paths.filter_map(chart_folder).collect();
        Self { files, project, folders, options, world }
    }

    /// Is there a chart in `folder`?
    pub(crate) fn has(&self, folder: &str) -> bool {
        self.folders.contains(&folder)
    }

    /// Renders the chart in `folder`; `None` where there is none. The objects come apart from the rest.
    pub(crate) fn install(
        &self,
        folder: &str,
        mut asked: Asked<'a>,
    ) -> Option<(Vec<Node>, Rendered)> {
        self.folders.iter().find(|f| **f == folder)?;
        let given = &mut asked.given;
        given.kube_version = given.kube_version.take().or(self.options.helm.kube_version.clone());
        given.api_versions.extend(self.options.helm.api_versions.iter().cloned());
        let mut rendered = self.project.render(folder, given);
        let own = self.objects(folder, &asked, &mut rendered);
        if self.options.render_with.helm {
            match tools::installed(self.world, self, folder, &asked) {
                Ok(objects) => {
                    // What Ringfort itself could not render no longer matters.
                    rendered.problems.clear();
                    rendered.files.values_mut().for_each(|state| *state = State::Rendered);
                    return Some((objects, rendered));
                }
                Err(cause) => rendered.problems.push(self.failed(folder, &cause)),
            }
        }
        Some((own, rendered))
    }

    fn objects(&self, folder: &str, asked: &Asked<'_>, rendered: &mut Rendered) -> Vec<Node> {
        let hook =
            |node: &Node| !node.at_keys(&["metadata", "annotations", "helm.sh/hook"]).is_absent();
        let objects = std::mem::take(&mut rendered.objects).into_iter();
        let wanted = objects.filter(|o| {
            kube::is_object(&o.node)
                && !(asked.skip_hooks && hook(&o.node) || asked.skip_tests && o.test)
        });
        let crds = if asked.include_crds { self.crds(folder) } else { vec![] };
        crds.into_iter().chain(wanted.map(|o| helm::decided(o.node))).collect()
    }

    /// The objects in `crds/` of a chart and its subcharts, which are no templates.
    fn crds(&self, folder: &str) -> Vec<Node> {
        let files = self.files.iter().filter(|f| is_crd(folder, f.path));
        let roots = files.flat_map(|f| yaml::parse(f.source, f.text).documents);
        roots.map(|d| d.root).filter(kube::is_object).collect()
    }

    fn failed(&self, folder: &str, cause: &str) -> Problem {
        let path = tools::chart_file(folder);
        let source = self.files.iter().find(|f| f.path == path).map(|f| f.source);
        let span = Span::file(source.unwrap_or(ringfort_source::SourceId(0)));
        let message = tools::instead(&path, Tool::Helm, cause);
        Problem { kind: NoticeKind::Settings, span, message }
    }
}

/// Does the file at `path` lie in `crds/` of the chart in `folder`, or of one of its subcharts?
pub(crate) fn is_crd(folder: &str, path: &str) -> bool {
    let inner = if folder.is_empty() { Some(path) } else { path.strip_prefix(folder) };
    let Some(inner) = inner.map(|p| p.trim_start_matches('/')) else { return false };
    let mut parts = inner.split('/');
    let own = match parts.next() {
        Some("crds") => true,
        Some("charts") => parts.nth(1) == Some("crds"),
        _ => false,
    };
    own && [".yaml", ".yml", ".json"].iter().any(|end| path.ends_with(end))
}

fn chart_folder(path: &str) -> Option<&str> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    (name == "Chart.yaml").then_some(folder)
}
