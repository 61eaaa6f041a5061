//! The charts of the files, for whoever installs one: Kustomize, Terraform, or a chart that stands for itself.

use ringfort_helm::{File, Given, Project, Rendered};
use ringfort_source::{Node, SourceMap};

use crate::helm;
use crate::kube;
use crate::read::Input;

/// All files as charts see them.
pub(crate) struct Charts<'a> {
    pub(crate) files: Vec<File<'a>>,
    pub(crate) project: Project<'a>,
    folders: Vec<&'a str>,
}

/// A chart that something else than itself installs.
pub(crate) struct Installed {
    /// Its folder.
    pub(crate) folder: String,
    /// What it renders to; `None` where what installs it is not judged.
    pub(crate) rendered: Option<Rendered>,
}

impl<'a> Charts<'a> {
    /// The charts among `inputs`.
    pub(crate) fn new(sources: &'a SourceMap, inputs: &[Input]) -> Self {
        let file = |input: &Input| {
            let found = sources.get(input.source)?;
            Some(File { source: input.source, path: &found.path, text: &found.text })
        };
        let files: Vec<File<'a>> = inputs.iter().filter_map(file).collect();
        let project = Project::new(files.iter().copied());
        let paths = files.iter().map(|f| f.path);
        let folders = paths.filter_map(chart_folder).collect();
        Self { files, project, folders }
    }

    /// Renders the chart in `folder`; `None` where there is none. The objects come apart from the rest.
    pub(crate) fn install(
        &self,
        folder: &str,
        given: &Given<'_>,
    ) -> Option<(Vec<Object>, Rendered)> {
        self.folders.iter().find(|f| **f == folder)?;
        let mut rendered = self.project.render(folder, given);
        let objects = std::mem::take(&mut rendered.objects).into_iter();
        let objects = objects.filter(|o| kube::is_object(&o.node)).map(|o| Object {
            hook: !o.node.at_keys(&["metadata", "annotations", "helm.sh/hook"]).is_absent(),
            test: o.test,
            node: helm::decided(o.node),
        });
        Some((objects.collect(), rendered))
    }
}

/// An object of a chart.
pub(crate) struct Object {
    pub(crate) node: Node,
    /// Does it run at some point of an installation only?
    pub(crate) hook: bool,
    /// Is it a test, which runs on demand only?
    pub(crate) test: bool,
}

fn chart_folder(path: &str) -> Option<&str> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    (name == "Chart.yaml").then_some(folder)
}
