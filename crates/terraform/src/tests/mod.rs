//! What a reader of the result relies on, as tables.

mod agreement;
mod configuration;
mod functions;
mod hostile;
mod language;
mod library;
mod modules;
mod partial;
mod policies;
mod survival;
mod terragrunt;

use ringfort_model::cloud::Resource;
use ringfort_source::{Kind, Node, SourceMap, Span};

use crate::{Evaluated, File, Given, Project};

/// A scan of texts by path.
pub(super) struct Scan {
    pub(super) map: SourceMap,
    pub(super) found: Evaluated,
}

/// Evaluates the module in the folder of the root.
pub(super) fn scan(files: &[(&str, &str)]) -> Scan {
    scan_as(files, "", &Given::default())
}

pub(super) fn scan_as(files: &[(&str, &str)], root: &str, given: &Given<'_>) -> Scan {
    let mut map = SourceMap::default();
    for (path, text) in files {
        map.add(*path, *text);
    }
    let found = {
        let all = map.iter().map(|(source, f)| File { source, path: &f.path, text: &f.text });
        let project = Project::new(all);
        assert_eq!(project.notices(), [], "parses");
        project.evaluate(root, given)
    };
    Scan { map, found }
}

impl Scan {
    pub(super) fn get(&self, address: &str) -> &Resource {
        let found = self.found.resources.iter().find(|r| r.address == address);
        found.unwrap_or_else(|| {
            let all: Vec<_> = self.found.resources.iter().map(|r| &r.address).collect();
            panic!("no {address} in {all:?}")
        })
    }

    /// The attribute as compact JSON, unknowns as `?cause`.
    pub(super) fn show(&self, address: &str, path: &str) -> String {
        match self.get(address).at(path) {
            ringfort_source::At::Absent(_) => "absent".into(),
            ringfort_source::At::Set(n) | ringfort_source::At::Unknown(n) => show(n),
        }
    }

    pub(super) fn text(&self, span: Span) -> &str {
        self.map.text(span)
    }
}

/// A node as compact JSON, unknowns as `?cause`.
pub(super) fn show(node: &Node) -> String {
    let list = |parts: Vec<String>| parts.join(",");
    match &node.kind {
        Kind::Null => "null".into(),
        Kind::Str(s) => format!("{s:?}"),
        Kind::Unknown(cause) => format!("?{cause}"),
        Kind::Seq(items) => format!("[{}]", list(items.iter().map(show).collect())),
        Kind::Map(entries) => {
            let entry = |e: &ringfort_source::Entry| format!("{}:{}", e.key, show(&e.value));
            format!("{{{}}}", list(entries.iter().map(entry).collect()))
        }
        _ => node.scalar().unwrap_or_default(),
    }
}
