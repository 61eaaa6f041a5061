//! Loading a chart from the files of its folder.

use std::rc::Rc;

use ringfort_source::{Kind, Node, SourceId, Span};
use ringfort_syntax::yaml;
use ringfort_vocab::NoticeKind;

use super::ignore::Ignore;
use crate::encode::decode;
use crate::value::{Data, Map, Origin, Value};
use crate::{File, Problem, Project};

/// Files that are no part of `.Files`.
const OWN: [&str; 4] = ["Chart.yaml", "values.yaml", "values.schema.json", ".helmignore"];
/// How deep charts may hold charts.
const MAX_DEPTH: usize = 32;

/// A chart with its subcharts.
#[derive(Debug)]
pub(crate) struct Chart<'a> {
    /// Its name, or the alias its parent gives it.
    pub(crate) name: String,
    /// The root of its `Chart.yaml`.
    pub(crate) meta: Node,
    /// What it depends on: `dependencies` of `Chart.yaml`, or of `requirements.yaml` in old charts.
    pub(crate) wanted: Vec<Node>,
    /// Its own default values.
    pub(crate) values: Rc<Map>,
    /// Its templates, by their path in the chart.
    pub(crate) templates: Vec<(String, File<'a>)>,
    /// All other files, by their path in the chart.
    pub(crate) files: Vec<(String, File<'a>)>,
    /// Its subcharts.
    pub(crate) charts: Vec<Chart<'a>>,
}

impl Chart<'_> {
    /// A text of `Chart.yaml`.
    pub(crate) fn text(&self, key: &str) -> &str {
        self.meta.at(key).str().unwrap_or("")
    }

    pub(crate) fn is_library(&self) -> bool {
        self.text("type") == "library"
    }

    /// The version, however it is written.
    pub(crate) fn version(&self) -> String {
        self.meta.at("version").node().and_then(Node::scalar).unwrap_or_default()
    }
}

/// Loads the chart in the folder `dir`.
pub(crate) fn load<'a>(
    project: &Project<'a>,
    dir: &str,
    depth: usize,
    problems: &mut Vec<Problem>,
) -> Option<Chart<'a>> {
    let file = project.chart_file(dir)?;
    if depth > MAX_DEPTH {
        let message = format!("charts hold charts more than {MAX_DEPTH} deep: flatten them");
        problems.push(Problem::new(NoticeKind::Limit, Span::file(file.source), message));
        return None;
    }
    let meta = tree(&file, problems)?;
    let own = project.below(dir);
    let ignored = own.iter().find(|(path, _)| path == ".helmignore");
    let ignore = ignored.map_or_else(Ignore::default, |(_, f)| Ignore::new(f.text));
    let own = own.into_iter().filter(|(path, _)| !ignore.covers(path));
    let (inner, own): (Vec<_>, Vec<_>) = own.partition(|(path, _)| path.starts_with("charts/"));
    let (templates, files): (Vec<_>, Vec<_>) =
        own.into_iter().partition(|(path, _)| path.starts_with("templates/"));
    let named = |name: &str| files.iter().find(|(path, _)| path == name).map(|(_, f)| *f);
    let values = named("values.yaml").and_then(|f| tree(&f, problems));
    let requirements = named("requirements.yaml").and_then(|f| tree(&f, problems));
    let mut wanted = meta.at("dependencies").list().to_vec();
    wanted.extend(requirements.iter().flat_map(|r| r.at("dependencies").list()).cloned());
    let charts = subcharts(project, dir, &inner, depth, problems);
    Some(Chart {
        name: meta.at("name").node().and_then(Node::scalar).unwrap_or_default(),
        wanted,
        values: values.map_or_else(Rc::default, |root| table(&root)),
        templates,
        files: files.into_iter().filter(|(path, _)| !OWN.contains(&path.as_str())).collect(),
        charts,
        meta,
    })
}

/// The charts in `charts/`: folders, and archives that were unpacked in place.
fn subcharts<'a>(
    project: &Project<'a>,
    dir: &str,
    inner: &[(String, File<'a>)],
    depth: usize,
    problems: &mut Vec<Problem>,
) -> Vec<Chart<'a>> {
    let folder = |(path, _): &(String, File<'a>)| -> Option<String> {
        let parts: Vec<&str> = path.split('/').collect();
        let taken = match parts.as_slice() {
            [_, archive, name, "Chart.yaml"] if archive.ends_with(".tgz") => {
                format!("{archive}/{name}")
            }
            [_, name, "Chart.yaml"] => (*name).to_owned(),
            _ => return None,
        };
        (!taken.starts_with(['_', '.'])).then_some(taken)
    };
    let folders: Vec<String> = inner.iter().filter_map(folder).collect();
    let path = |name: &String| crate::path::join(dir, &format!("charts/{name}"));
    folders.iter().filter_map(|n| load(project, &path(n), depth + 1, problems)).collect()
}

/// The first document of a YAML file; what cannot be read is a problem.
pub(super) fn tree(file: &File<'_>, problems: &mut Vec<Problem>) -> Option<Node> {
    let parsed = yaml::parse(file.source, file.text);
    for error in parsed.errors {
        problems.push(Problem::new(NoticeKind::ParseError, error.span, error.message));
    }
    parsed.documents.into_iter().next().map(|d| d.root)
}

/// A tree of values with the places it has.
pub(super) fn value(root: &Node) -> Value {
    decode::value(root, &own)
}

/// The map of a values tree; empty for anything else. Spans are those of the tree.
pub(super) fn table(root: &Node) -> Rc<Map> {
    let value = value(root);
    match &value.data {
        Data::Map(map) => map.clone(),
        _ => Rc::default(),
    }
}

fn own(span: Span) -> Origin {
    let from = (span.source != SourceId(u32::MAX)).then_some(span);
    Origin { from, ..Origin::default() }
}

/// A part of `Chart.yaml` as a value without places: names and versions are no keys of a values file.
pub(super) fn plain(node: Option<&Node>, otherwise: &Kind) -> Value {
    let fallback = Node::new(Span::file(SourceId(0)), otherwise.clone());
    let node = node.filter(|n| n.kind != Kind::Null).unwrap_or(&fallback);
    decode::value(node, &|_| Origin::default())
}
