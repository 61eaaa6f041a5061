//! Tables of cases: the language, what types become, nested stacks, the serverless model, hostile input.

mod hostile;
mod language;
mod serverless;
mod stacks;
mod types;

use ringfort_model::cloud::Resource;
use ringfort_source::{At, Kind, Node, SourceMap};

use crate::{Evaluated, File, Given, Project, table};

#[test]
fn every_line_of_the_table_is_understood() {
    assert_eq!(table::problems(), Vec::<String>::new());
}

/// Files as trees, with their sources.
pub(crate) fn trees(files: &[(&str, &str)]) -> (SourceMap, Vec<Node>) {
    let mut sources = SourceMap::default();
    let tree = |(path, text): &(&str, &str)| {
        let id = sources.add(*path, *text);
        if path.ends_with(".json") {
            return ringfort_syntax::json::parse(id, text).expect("JSON");
        }
        let mut parsed = ringfort_syntax::yaml::parse(id, text);
        assert_eq!(parsed.errors, vec![], "{path}");
        parsed.documents.remove(0).root
    };
    let trees = files.iter().map(tree).collect();
    (sources, trees)
}

/// What the root templates among `files` declare.
pub(crate) fn evaluated(files: &[(&str, &str)]) -> Evaluated {
    let (_, trees) = trees(files);
    let all = files.iter().zip(&trees).map(|((path, _), root)| File { path, root });
    let project = Project::new(all);
    let is_own = |path: &str| path.contains("prod");
    let is_other = |path: &str| path.contains("dev");
    let given = Given { files: &[], is_own: &is_own, is_other: &is_other };
    let mut out = Evaluated::default();
    for root in project.roots() {
        let one = project.evaluate(root, &given);
        out.resources.extend(one.resources);
        out.notices.extend(one.notices);
        out.untranslated.extend(one.untranslated);
        out.values.extend(one.values);
    }
    out
}

/// The first resource of a type.
pub(crate) fn of_kind<'a>(all: &'a [Resource], kind: &str) -> &'a Resource {
    all.iter().find(|r| &*r.kind == kind).unwrap_or_else(|| panic!("no {kind}: {all:#?}"))
}

/// A value as a line: `-` where absent, `?cause` where not known.
pub(crate) fn shown(at: At<'_>) -> String {
    match at {
        At::Absent(_) => "-".into(),
        At::Unknown(node) => format!("?{}", node.cause()),
        At::Set(node) => line(node),
    }
}

fn line(node: &Node) -> String {
    match &node.kind {
        Kind::Seq(items) => format!("[{}]", items.iter().map(line).collect::<Vec<_>>().join(", ")),
        Kind::Map(entries) => {
            let entry = |e: &ringfort_source::Entry| format!("{}: {}", e.key, line(&e.value));
            format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
        Kind::Unknown(cause) => format!("?{cause}"),
        _ => node.scalar().unwrap_or_else(|| "null".into()),
    }
}
