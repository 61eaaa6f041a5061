//! Rendering by the user's own tools, where the user asks for it (`--render-with`): what is asked of a tool, and
//! reading what it answers. The tool is run by the [`World`], which knows where the files are.

use std::collections::BTreeMap;

use ringfort_source::{Kind, Node, SourceId, Span};
use ringfort_syntax::yaml;
use ringfort_vocab::{Location, Notice, NoticeKind};

use crate::charts::Charts;
use crate::kube;
use crate::{Helm, Ledger, World};

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
) -> Result<Vec<Node>, String> {
    let path = |inner: &str| {
        if folder.is_empty() { inner.to_owned() } else { format!("{folder}/{inner}") }
    };
    let ids: BTreeMap<&str, SourceId> = charts.files.iter().map(|f| (f.path, f.source)).collect();
    let file = path("Chart.yaml");
    let whole = ids.get(file.as_str()).copied().ok_or("it has no Chart.yaml")?;
    let text = world.render(&Ask { tool: Tool::Helm, file: &file, values, helm })?;
    objects(&text, whole, &|inner| ids.get(path(inner).as_str()).copied())
}

/// An overlay by `kustomize build`.
pub(crate) fn overlay(
    world: &dyn World,
    (file, source): (&str, SourceId),
    helm: &Helm,
) -> Result<Vec<Node>, String> {
    let text = world.render(&Ask { tool: Tool::Kustomize, file, values: vec![], helm })?;
    objects(&text, source, &|_| None)
}

/// Says that a tool did not render `file`, and what was done instead.
pub(crate) fn failed(file: &str, tool: Tool, cause: &str, ledger: &mut Ledger) {
    let name = match tool {
        Tool::Helm => "helm",
        Tool::Kustomize => "kustomize",
    };
    let message = format!(
        "{name} did not render `{file}`: {cause}; Ringfort rendered it by itself instead (correct it, or leave out `--render-with {name}`)"
    );
    let location = Some(Location { file: file.into(), line: 1, end_line: 1 });
    ledger.remark(Notice { kind: NoticeKind::Settings, message, location });
}
