//! Helm: which charts are judged, with which values, and rendering those.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use ringfort_helm::{File, Given, Rendered, State};
use ringfort_model::kube::Kube;
use ringfort_source::{Kind, Node, SourceMap};
use ringfort_vocab::{FileState, Location, Notice, NoticeKind};

use crate::charts::{Charts, Installed};
use crate::detect::{self, Format};
use crate::environment::{Belongs, is_under};
use crate::parse::Parsed;
use crate::read::Input;
use crate::tools::{self, Tool};
use crate::{Ledger, Options, World, kube};

/// What a user gives to all charts.
#[derive(Clone, Debug, Default)]
pub struct Helm {
    /// Values files, relative to the scanned root, later ones over earlier ones.
    pub values: Vec<String>,
    /// Settings in the syntax of `helm --set`, over the files.
    pub set: Vec<String>,
    /// The version of the cluster.
    pub kube_version: Option<String>,
    /// API versions of the cluster beyond those of Kubernetes itself.
    pub api_versions: Vec<String>,
    /// The name of the release.
    pub release: Option<String>,
    /// The namespace of the release.
    pub namespace: Option<String>,
}

/// A chart that stands for itself.
struct Chart<'a> {
    folder: &'a str,
    values: Vec<File<'a>>,
    rendered: Rendered,
}

/// Is it a chart packed into the `charts/` of another?
pub(crate) fn is_packed(path: &str) -> bool {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    path.ends_with(".tgz") && folder.rsplit('/').next() == Some("charts")
}

/// Adds the files of a packed chart, as if it were a folder.
pub(crate) fn unpack(
    world: &dyn World,
    path: &str,
    sources: &mut SourceMap,
    inputs: &mut Vec<Input>,
    ledger: &mut Ledger,
) {
    ledger.enter(path, Format::HelmChart.name());
    let files = match world.read(path).and_then(|bytes| ringfort_helm::unpack(&bytes)) {
        Ok(files) => files,
        Err(cause) => {
            ledger.notice(path, NoticeKind::Unreadable, FileState::NotEvaluated, cause);
            return;
        }
    };
    for (member, text) in files {
        let inner = format!("{path}/{member}");
        let format = detect::by_path(&inner, true);
        ledger.enter(&inner, format.name());
        let source = sources.add(inner.as_str(), text);
        inputs.push(Input { source, path: inner.into(), format });
    }
}

/// Renders the charts of the judged environment into `kube`. Templates themselves are never judged.
pub(crate) fn lower(
    world: &dyn World,
    (sources, inputs): (&SourceMap, &[(Input, Parsed)]),
    options: &Options<'_>,
    (all, installed): (&Charts<'_>, Vec<Installed>),
    kube: &mut Kube,
    ledger: &mut Ledger,
) {
    let (files, project) = (&all.files, &all.project);
    let mut folders = project.charts();
    folders.retain(|folder| !installed.iter().any(|i| i.folder == *folder));
    let elsewhere = |folder: &&str| options.belongs(folder) == Belongs::Other;
    let all_elsewhere = folders.iter().all(elsewhere);
    let (others, own): (Vec<&str>, Vec<&str>) =
        folders.iter().partition(|folder| !all_elsewhere && elsewhere(folder));
    let mut charts: Vec<Chart<'_>> = own
        .par_iter()
        .map(|folder| {
            let values = values(folder, &own, files, options);
            let rendered = project.render(folder, &given(&values, &options.helm));
            Chart { folder, values, rendered }
        })
        .collect();
    for chart in &mut charts {
        if options.render_with.helm && by_tool(world, all, chart, options, kube, ledger) {
            // What Ringfort itself could not render no longer matters.
            chart.rendered.problems.clear();
            chart.rendered.files.values_mut().for_each(|state| *state = State::Rendered);
            continue;
        }
        let objects = chart.rendered.objects.iter().filter(|o| kube::is_object(&o.node));
        let mut objects: Vec<_> = objects.collect();
        // In the order of files, tests last: what stands for a whole namespace is then no test.
        objects.sort_by_key(|o| (o.test, &o.template));
        for object in objects {
            kube::lower(decided(object.node.clone()), None, kube);
        }
        enter(sources, chart, ledger);
    }
    let environment = options.environment.name();
    let elsewhere = format!("belongs to another environment than {environment}");
    let mut others: Vec<(&str, &str)> = others.into_iter().map(|f| (f, &*elsewhere)).collect();
    for chart in &installed {
        match &chart.rendered {
            Ok(rendered) => {
                let rendered = rendered.clone();
                let chart = Chart { folder: &chart.folder, values: vec![], rendered };
                enter(sources, &chart, ledger);
                charts.push(chart);
            }
            Err(cause) => others.push((&chart.folder, cause)),
        }
    }
    others.retain(|(folder, _)| !charts.iter().any(|c| c.folder == *folder));
    account(inputs, &charts, &others, options, ledger);
    not_found(files, options, ledger);
}

/// Adds what the user's own Helm renders a chart to. False where it does not.
fn by_tool(
    world: &dyn World,
    all: &Charts<'_>,
    chart: &Chart<'_>,
    options: &Options<'_>,
    kube: &mut Kube,
    ledger: &mut Ledger,
) -> bool {
    let values = chart.values.iter().map(|f| f.path).collect();
    let with = (None, vec!["--skip-tests".to_owned()]);
    match tools::chart(world, all, (chart.folder, values), &options.helm, with) {
        Ok(objects) => {
            for object in objects {
                kube::lower(object, None, kube);
            }
            true
        }
        Err(cause) => {
            tools::failed(&tools::chart_file(chart.folder), Tool::Helm, &cause, ledger);
            false
        }
    }
}

/// Says which values files were given and are not there.
fn not_found(files: &[File<'_>], options: &Options<'_>, ledger: &mut Ledger) {
    for path in &options.helm.values {
        if !files.iter().any(|f| is_at(f.path, path)) {
            let message = format!(
                "the values file `{path}` is not among the files that were read: correct its path, or scan its folder too"
            );
            ledger.remark(Notice { kind: NoticeKind::Settings, message, location: None });
        }
    }
}

fn given<'a>(values: &[File<'a>], helm: &Helm) -> Given<'a> {
    Given {
        values: values.to_vec(),
        set: helm.set.clone(),
        kube_version: helm.kube_version.clone(),
        api_versions: helm.api_versions.clone(),
        release: helm.release.clone(),
        namespace: helm.namespace.clone(),
        ..Given::default()
    }
}

/// The values files for a chart: those that its folder has for the judged environment, then those given by the
/// user. A given file in another chart's folder is that chart's.
fn values<'a>(
    folder: &str,
    charts: &[&str],
    files: &[File<'a>],
    options: &Options<'_>,
) -> Vec<File<'a>> {
    let own = |f: &&File<'_>| {
        let belongs = values_of(folder, f.path, options);
        matches!(belongs, Some(Belongs::ByName | Belongs::Declared))
            && !options.helm.values.iter().any(|v| is_at(f.path, v))
    };
    let named: Vec<&File<'a>> = files.iter().filter(own).collect();
    let exact = |f: &&&File<'_>| {
        let inner = f.path.strip_prefix(folder).unwrap_or(f.path);
        names_only(inner, options) || options.belongs(f.path) == Belongs::Declared
    };
    // `values-prod-eu.yaml` and `values-prod-us.yaml` are alternatives: neither is taken unless it is the only one.
    let chosen: Vec<&File<'a>> = match named.as_slice() {
        [one] => vec![*one],
        all => all.iter().filter(exact).copied().collect(),
    };
    let given = options.helm.values.iter().filter_map(|path| {
        files.iter().find(|f| is_at(f.path, path)).filter(|f| {
            let owner = charts.iter().filter(|c| is_under(f.path, c)).max_by_key(|c| c.len());
            owner.is_none_or(|owner| *owner == folder)
        })
    });
    chosen.into_iter().chain(given).copied().collect()
}

/// Does the path hold nothing but words for values and for the judged environment?
fn names_only(path: &str, options: &Options<'_>) -> bool {
    const WORDS: [&str; 8] =
        ["", "values", "environments", "environment", "envs", "env", "yaml", "yml"];
    let (own, _) = options.names();
    path.split(['/', '-', '_', '.']).all(|word| WORDS.contains(&word) || own.contains(&word))
}

fn is_at(path: &str, told: &str) -> bool {
    path == told.trim_start_matches("./")
}

/// If `path` is a values file of the chart in `folder` beside its defaults: which environment it is for.
fn values_of(folder: &str, path: &str, options: &Options<'_>) -> Option<Belongs> {
    let inner =
        if folder.is_empty() { path } else { path.strip_prefix(folder)?.strip_prefix('/')? };
    let (stem, _) = inner.rsplit_once('.').filter(|(_, e)| matches!(*e, "yaml" | "yml"))?;
    let (above, name) = stem.rsplit_once('/').unwrap_or(("", stem));
    let top = above.split('/').next().unwrap_or("");
    let places = ["environments", "environment", "envs", "env", "values"];
    let beside = above.is_empty() && name.starts_with("values") && name != "values";
    let is_values = beside
        || (name.starts_with("values") && !above.is_empty())
        || (places.contains(&top) && !above.contains('/'));
    if !is_values || matches!(top, "templates" | "charts" | "crds") {
        return None;
    }
    match options.belongs(path) {
        Belongs::Declared => Some(Belongs::Declared),
        _ => Some(options.belongs(&stem.replace('.', "-"))),
    }
}

/// The tree with every value at the line that decides it: its values key where it has one, else its template line.
pub(crate) fn decided(mut node: Node) -> Node {
    if let Some(from) = node.from.take() {
        node.from = Some(Box::new(node.span));
        node.span = *from;
    }
    match &mut node.kind {
        Kind::Seq(items) => {
            *items = std::mem::take(items).into_iter().map(decided).collect();
        }
        Kind::Map(entries) => {
            for entry in entries {
                let null = Node::new(entry.value.span, Kind::Null);
                entry.value = decided(std::mem::replace(&mut entry.value, null));
                // What is missing in a map of a values file is added there.
                if matches!(entry.value.kind, Kind::Map(_)) && entry.value.from.is_some() {
                    entry.key_span = entry.value.span;
                }
            }
        }
        _ => {}
    }
    node
}

/// Enters what became of a chart's templates into the ledger.
fn enter(sources: &SourceMap, chart: &Chart<'_>, ledger: &mut Ledger) {
    for problem in &chart.rendered.problems {
        if problem.kind.is_gap() {
            let state = FileState::Partial;
            ledger.notice_at(sources, problem.span, problem.kind, state, &problem.message);
        } else {
            let location = Some(Location::of(sources, problem.span));
            let message = problem.message.clone();
            ledger.remark(Notice { kind: problem.kind, message, location });
        }
    }
    for (path, state) in &chart.rendered.files {
        if *state == State::Failed {
            ledger.lower(path, FileState::NotEvaluated, "the template could not be rendered");
            ledger.mark_gap(path);
        }
    }
}

/// The innermost chart that a file lies in.
fn owner<'a>(path: &'a str, charts: &BTreeMap<&str, bool>) -> Option<(&'a str, bool)> {
    let ends = path.rmatch_indices('/').map(|(at, _)| at).chain([0]);
    ends.filter_map(|end| path.get(..end)).find_map(|folder| Some((folder, *charts.get(folder)?)))
}

/// Says of every file of a chart that took no part why it did not.
fn account(
    inputs: &[(Input, Parsed)],
    charts: &[Chart<'_>],
    others: &[(&str, &str)],
    options: &Options<'_>,
    ledger: &mut Ledger,
) {
    let rendered: BTreeSet<&str> =
        charts.iter().flat_map(|c| c.rendered.files.keys()).map(String::as_str).collect();
    let used: BTreeSet<&str> = charts.iter().flat_map(|c| &c.values).map(|f| f.path).collect();
    let broken: BTreeMap<&str, bool> = charts
        .iter()
        .map(|c| (c.folder, c.rendered.files.is_empty() && !c.rendered.problems.is_empty()))
        .collect();
    let environment = options.environment.name();
    for (input, _) in inputs {
        let path = &*input.path;
        let owner = owner(path, &broken);
        let values = owner.and_then(|(folder, _)| values_of(folder, path, options));
        if let Some((_, cause)) = others.iter().find(|(folder, _)| is_under(path, folder)) {
            if matches!(input.format, Format::HelmTemplate | Format::HelmChart) {
                ledger.lower(path, FileState::NotEvaluated, *cause);
            }
        } else if values.is_some() && !used.contains(path) {
            let cause =
                format!("no values file of the environment {environment}: name it to have it used");
            ledger.lower(path, FileState::NotEvaluated, cause);
        } else if used.contains(path) {
            ledger.enter(path, Format::HelmChart.name());
        } else if input.format == Format::HelmTemplate && !rendered.contains(path) {
            if owner.is_some_and(|(_, broken)| broken) {
                let cause = "the chart could not be loaded, so nothing in it was judged";
                ledger.notice(path, NoticeKind::NotRendered, FileState::NotEvaluated, cause);
            } else {
                let cause =
                    "of a chart that is not installed here: a library, or one that is switched off";
                ledger.lower(path, FileState::NotEvaluated, cause);
            }
        }
    }
}
