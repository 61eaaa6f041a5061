//! Rendering by the user's own tools, where the user asks for it (`--render-with`): what is asked of a tool, and
//! reading what it answers. The tool is run by the [`World`], which knows where the files are.

use std::collections::BTreeMap;

use ringfort_source::{Kind, Node, SourceId, Span};
use ringfort_syntax::yaml;
use ringfort_vocab::{Location, Notice, NoticeKind};

use crate::charts::{Asked, Charts};
use crate::{Helm, Ledger, World, handed, kube};

/// Which tools render, in place of Ringfort itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RenderWith {
    /// `helm template` renders charts.
    pub helm: bool,
    /// `kustomize build` renders overlays.
    pub kustomize: bool,
}

/// The tools.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// `helm template`.
    Helm,
    /// `kustomize build`, or `kubectl kustomize` where there is no `kustomize`.
    Kustomize,
}

/// What a tool is asked to render.
#[derive(Clone, Debug)]
pub struct Ask<'a> {
    /// The tool.
    pub tool: Tool,
    /// The path of the `Chart.yaml` or kustomization file, as found.
    pub file: &'a str,
    /// Values files, as found.
    pub values: Vec<&'a str>,
    /// What is given to charts beside them.
    pub helm: &'a Helm,
    /// Values over the files, as JSON.
    pub handed: Option<String>,
    /// Further flags, each as one argument, and settings as two.
    pub flags: Vec<String>,
}

/// The documents of a text that a tool gave, all of them at the beginning of the file they come from: `helm` names
/// templates (`# Source: chart/templates/x.yaml`), which `source` knows by their path in the chart.
pub(crate) fn objects(
    text: &str,
    whole: SourceId,
    source: &dyn Fn(&str) -> Option<SourceId>,
) -> Result<Vec<Node>, String> {
    let mut found = vec![];
    for part in format!("\n{text}").split("\n---") {
        let named = part.lines().find_map(|line| line.trim().strip_prefix("# Source: "));
        let inner = named.and_then(|name| name.split_once('/'));
        let at = inner.and_then(|(_, path)| source(path)).unwrap_or(whole);
        let stream = yaml::parse(SourceId(u32::MAX), part);
        if let Some(error) = stream.errors.first() {
            return Err(format!("what it printed is no YAML ({})", error.message));
        }
        let roots = stream.documents.into_iter().map(|d| d.root);
        found.extend(roots.filter(kube::is_object).map(|root| placed(root, Span::file(at))));
    }
    Ok(found)
}

fn placed(mut node: Node, at: Span) -> Node {
    node.span = at;
    match &mut node.kind {
        Kind::Seq(items) => items.iter_mut().for_each(|n| *n = placed(n.clone(), at)),
        Kind::Map(entries) => {
            for entry in entries {
                entry.key_span = at;
                let null = Node::new(at, Kind::Null);
                entry.value = placed(std::mem::replace(&mut entry.value, null), at);
            }
        }
        _ => {}
    }
    node
}

/// A chart by `helm template`.
pub(crate) fn chart(
    world: &dyn World,
    charts: &Charts<'_>,
    (folder, values): (&str, Vec<&str>),
    helm: &Helm,
    with: (Option<String>, Vec<String>),
) -> Result<Vec<Node>, String> {
    let path = |inner: &str| {
        if folder.is_empty() { inner.to_owned() } else { format!("{folder}/{inner}") }
    };
    let ids: BTreeMap<&str, SourceId> = charts.files.iter().map(|f| (f.path, f.source)).collect();
    let file = chart_file(folder);
    let whole = ids.get(file.as_str()).copied().ok_or("it has no Chart.yaml")?;
    let (handed, flags) = with;
    let ask = Ask { tool: Tool::Helm, file: &file, values, helm, handed, flags };
    let text = world.render(&ask)?;
    objects(&text, whole, &|inner| ids.get(path(inner).as_str()).copied())
}

/// The `Chart.yaml` of the chart in `folder`.
pub(crate) fn chart_file(folder: &str) -> String {
    if folder.is_empty() { "Chart.yaml".to_owned() } else { format!("{folder}/Chart.yaml") }
}

/// A chart that something else installs, by `helm template` with what it is given.
pub(crate) fn installed(
    world: &dyn World,
    charts: &Charts<'_>,
    folder: &str,
    asked: &Asked<'_>,
) -> Result<Vec<Node>, String> {
    let given = &asked.given;
    let helm = Helm {
        kube_version: given.kube_version.clone(),
        api_versions: given.api_versions.clone(),
        release: given.release.clone(),
        namespace: given.namespace.clone(),
        ..Helm::default()
    };
    let flag = |wanted: bool, name: &str| wanted.then(|| name.to_owned());
    let mut flags: Vec<String> = [
        flag(asked.skip_tests, "--skip-tests"),
        flag(asked.skip_hooks, "--no-hooks"),
        flag(asked.include_crds, "--include-crds"),
    ]
    .into_iter()
    .flatten()
    .collect();
    for setting in &given.settings {
        let (name, argument) = handed::flag(setting)?;
        flags.push(format!("{name}={argument}"));
    }
    let with = (handed::values(&given.trees)?, flags);
    chart(world, charts, (folder, vec![]), &helm, with)
}

/// An overlay by `kustomize build`, which renders its charts by `helm template` where `flags` let it.
pub(crate) fn overlay(
    world: &dyn World,
    (file, source): (&str, SourceId),
    helm: &Helm,
    flags: Vec<String>,
) -> Result<Vec<Node>, String> {
    let tool = Tool::Kustomize;
    let text = world.render(&Ask { tool, file, values: vec![], helm, handed: None, flags })?;
    objects(&text, source, &|_| None)
}

/// What is said where a tool did not render `file`.
pub(crate) fn instead(file: &str, tool: Tool, cause: &str) -> String {
    let name = match tool {
        Tool::Helm => "helm",
        Tool::Kustomize => "kustomize",
    };
    format!(
        "{name} did not render `{file}`: {cause}; Ringfort rendered it by itself instead (correct it, or leave out `--render-with {name}`)"
    )
}

/// Says that a tool did not render `file`, and what was done instead.
pub(crate) fn failed(file: &str, tool: Tool, cause: &str, ledger: &mut Ledger) {
    let message = instead(file, tool, cause);
    let location = Some(Location { file: file.into(), line: 1, end_line: 1 });
    ledger.remark(Notice { kind: NoticeKind::Settings, message, location });
}
