//! Kustomize: which overlays are judged, and rendering those.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;
use ringfort_helm::{Given, Problem as Complaint};
use ringfort_kustomize::{
    Chart, FILE_NAMES, Problem, ProblemKind, Rendered, references, resolve_with,
};
use ringfort_model::kube::{Kube, Scope, ScopeId};
use ringfort_source::{Node, SourceId, SourceMap};
use ringfort_vocab::{FileState, Location, Notice, NoticeKind};

use crate::charts::{Asked, Charts, Installed, is_crd};
use crate::environment::Belongs;
use crate::parse::Parsed;
use crate::read::Input;
use crate::tools::{self, Tool};
use crate::{Ledger, Options, World, kube};

/// An overlay: a kustomization that no other one builds on.
struct Overlay {
    folder: String,
    belongs: Belongs,
    rendered: Rendered,
    /// The charts that it takes in.
    charts: Vec<Installed>,
}

/// Renders the overlays of the judged environment into `kube`, and takes what they are made of out of
/// `files`, so that a base is judged through its overlays and never by itself.
pub(crate) fn lower(
    sources: &SourceMap,
    files: &mut [(Input, Parsed)],
    options: &Options<'_>,
    (world, charts): (&dyn World, &Charts<'_>),
    kube: &mut Kube,
    ledger: &mut Ledger,
) -> Vec<Installed> {
    let overlays = render(sources, files, options, charts);
    let (others, mut judged): (Vec<Overlay>, Vec<Overlay>) = split(overlays);
    if options.render_with.kustomize {
        by_tool(world, files, &mut judged, options, ledger);
    }
    let taken: BTreeSet<&str> = used(&judged).collect();
    let left: BTreeSet<&str> = used(&others).filter(|f| !taken.contains(f)).collect();
    for file in &left {
        let cause = format!("belongs to another environment than {}", options.environment.name());
        ledger.lower(file, FileState::NotEvaluated, cause);
    }
    let charts: Vec<(String, bool)> = judged
        .iter()
        .flat_map(|o| &o.charts)
        .map(|chart| (chart.folder.clone(), chart.crds))
        .collect();
    for (input, parsed) in files.iter_mut() {
        // What a chart has in `crds/` is installed by those who ask for it.
        let own = || charts.iter().filter(|(folder, _)| is_crd(folder, &input.path));
        let crd = own().next().is_some();
        if crd && !own().any(|(_, included)| *included) {
            let cause = "of a chart whose `crds/` no kustomization takes in (`includeCRDs`)";
            ledger.lower(&input.path, FileState::NotEvaluated, cause);
        }
        if crd || taken.contains(&*input.path) || left.contains(&*input.path) {
            parsed.objects.clear();
        }
    }
    for overlay in &judged {
        let scope = scope(overlay, &judged, kube);
        for object in overlay.rendered.objects.iter().filter(|o| kube::is_object(o)) {
            kube::lower(object.clone(), scope, kube);
        }
        for problem in &overlay.rendered.problems {
            enter(sources, problem, ledger);
        }
    }
    let environment = options.environment.name();
    let unjudged = |chart: Installed| Installed {
        rendered: Err(format!("belongs to another environment than {environment}")),
        ..chart
    };
    let left = others.into_iter().flat_map(|o| o.charts).map(unjudged);
    judged.iter_mut().flat_map(|o| std::mem::take(&mut o.charts)).chain(left).collect()
}

/// Puts what the user's own kustomize renders in place of what was resolved, which still says what took part.
fn by_tool(
    world: &dyn World,
    files: &[(Input, Parsed)],
    judged: &mut [Overlay],
    options: &Options<'_>,
    ledger: &mut Ledger,
) {
    for overlay in judged {
        let mut inputs = files.iter().map(|(input, _)| input);
        let own = |i: &&Input| {
            folder(&i.path) == overlay.folder
                && FILE_NAMES.iter().any(|name| i.path.rsplit('/').next() == Some(*name))
        };
        let Some(input) = inputs.find(own) else { continue };
        let flags = match charts_by_tool(&overlay.rendered) {
            Ok(flags) => flags,
            Err(cause) => {
                tools::failed(&input.path, Tool::Kustomize, cause, ledger);
                continue;
            }
        };
        match tools::overlay(world, (&input.path, input.source), &options.helm, flags) {
            Ok(objects) => {
                overlay.rendered.objects = objects;
                overlay.rendered.problems.clear();
            }
            Err(cause) => tools::failed(&input.path, Tool::Kustomize, &cause, ledger),
        }
    }
}

/// The flags that let kustomize render the charts of an overlay, or why it is not let: it hands names and folders on
/// to Helm as they are, so that all of them have to be known and harmless.
fn charts_by_tool(rendered: &Rendered) -> Result<Vec<String>, &'static str> {
    if !rendered.takes_charts {
        return Ok(vec![]);
    }
    if let Some(cause) = rendered.distrusted {
        return Err(cause);
    }
    let unread =
        [ProblemKind::Missing, ProblemKind::Remote, ProblemKind::Cycle, ProblemKind::Limit];
    if rendered.problems.iter().any(|p| unread.contains(&p.kind)) {
        return Err("it takes in charts, and not everything that it builds on was read");
    }
    Ok(vec!["--enable-helm".to_owned()])
}

/// Renders every overlay: those of other environments too, since what they are made of is then known.
fn render(
    sources: &SourceMap,
    files: &[(Input, Parsed)],
    options: &Options<'_>,
    charts: &Charts<'_>,
) -> Vec<Overlay> {
    let trees: BTreeMap<&str, &Node> = files
        .iter()
        .filter_map(|(i, p)| Some((folder(&i.path), p.kustomization.as_ref()?)))
        .collect();
    let named: BTreeSet<String> =
        trees.iter().flat_map(|(dir, root)| references(dir, root)).map(|(path, _)| path).collect();
    let tops = trees.keys().filter(|dir| !named.contains(**dir));
    let mut folders: Vec<&str> = tops.copied().collect();
    if folders.is_empty() {
        // They all name each other: enter each, so that the circle is said.
        folders = trees.keys().copied().collect();
    }
    let ids: BTreeMap<&str, SourceId> = files.iter().map(|(i, _)| (&*i.path, i.source)).collect();
    let read = |path: &str| -> Option<(SourceId, Arc<str>)> {
        let id = *ids.get(path)?;
        Some((id, sources.get(id)?.text.clone()))
    };
    let overlay = |dir: &&str| {
        let installed = RefCell::new(vec![]);
        let inflate = |chart: &Chart| inflate(charts, chart, &installed);
        let rendered = resolve_with(dir, &read, &inflate);
        let belongs = options.belongs(dir);
        Overlay { folder: (*dir).to_owned(), belongs, rendered, charts: installed.into_inner() }
    };
    folders.par_iter().map(overlay).collect()
}

/// Renders a chart that a kustomization takes in.
fn inflate(
    charts: &Charts<'_>,
    chart: &Chart,
    installed: &RefCell<Vec<Installed>>,
) -> Option<Vec<Node>> {
    let (release, refused) = release(chart);
    let given = Given {
        trees: chart.values.clone(),
        kube_version: chart.kube_version.clone(),
        api_versions: chart.api_versions.clone(),
        release,
        namespace: chart.namespace.clone(),
        ..Given::default()
    };
    let asked = Asked {
        given,
        skip_hooks: chart.skip_hooks,
        skip_tests: chart.skip_tests,
        include_crds: chart.include_crds,
    };
    let (objects, mut rendered) = charts.install(&chart.folder, asked)?;
    rendered.problems.extend(refused);
    let (folder, crds) = (chart.folder.clone(), chart.include_crds);
    installed.borrow_mut().push(Installed { folder, rendered: Ok(rendered), crds });
    Some(objects)
}

/// The name of the release, by its template where it has one, and what is wrong with that.
fn release(chart: &Chart) -> (Option<String>, Option<Complaint>) {
    let template = chart.name_template.as_ref().filter(|_| chart.release.is_none());
    let Some(node) = template else { return (chart.release.clone(), None) };
    match ringfort_helm::release_name(node.as_str().unwrap_or("")) {
        Ok(name) => (Some(name), None),
        Err(cause) => {
            let message = format!(
                "`nameTemplate` cannot be evaluated ({cause}), so the release is named after its chart here: correct it, or write `releaseName`"
            );
            let kind = NoticeKind::ParseError;
            (None, Some(Complaint { kind, span: node.span, message }))
        }
    }
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Overlays of other environments, and those that are judged. Where none belongs to the judged environment
/// and none says nothing, all are judged: their names are then only names.
fn split(overlays: Vec<Overlay>) -> (Vec<Overlay>, Vec<Overlay>) {
    if overlays.iter().all(|o| o.belongs == Belongs::Other) {
        return (vec![], overlays);
    }
    overlays.into_iter().partition(|o| o.belongs == Belongs::Other)
}

fn used(overlays: &[Overlay]) -> impl Iterator<Item = &str> {
    overlays.iter().flat_map(|o| o.rendered.used.iter().map(String::as_str))
}

/// Overlays that share a base are alternatives: each is a cluster of its own. All others live together.
fn scope(overlay: &Overlay, all: &[Overlay], kube: &mut Kube) -> Option<ScopeId> {
    let shares = |other: &&Overlay| {
        other.folder != overlay.folder && !other.rendered.used.is_disjoint(&overlay.rendered.used)
    };
    all.iter().find(shares)?;
    let id = ScopeId(u16::try_from(kube.scopes.len()).ok()?);
    kube.scopes.push(Scope { name: overlay.folder.as_str().into() });
    Some(id)
}

fn enter(sources: &SourceMap, problem: &Problem, ledger: &mut Ledger) {
    let kind = match problem.kind {
        ProblemKind::NoMatch => NoticeKind::Unresolved,
        ProblemKind::Invalid => NoticeKind::ParseError,
        ProblemKind::Limit => NoticeKind::Limit,
        ProblemKind::Remote
        | ProblemKind::Missing
        | ProblemKind::Cycle
        | ProblemKind::Unsupported => NoticeKind::NotRendered,
    };
    if kind.is_gap() {
        ledger.notice_at(sources, problem.span, kind, FileState::Partial, &problem.message);
    } else {
        let location = Some(Location::of(sources, problem.span));
        ledger.remark(Notice { kind, message: problem.message.clone(), location });
    }
}
