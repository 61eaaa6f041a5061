//! `AWS::Include`: snippets that a template takes in from other files, as the packaging command of AWS does.
//! Source: "`AWS::Include` transform" of the template reference: what the snippet holds stands in the place of the
//! transform, beside what is there already; at the top of a template it adds sections.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use ringfort_source::{Entry, Kind, Node};

use crate::project::joined;

/// The name of the transform.
pub(crate) const NAME: &str = "AWS::Include";
/// How deep snippets may take in each other.
const MAX_DEPTH: usize = 5;
/// Most snippets that one template takes in.
const MAX_SNIPPETS: usize = 500;

/// A template with its snippets in their places.
#[derive(Clone, Debug, PartialEq)]
pub struct Included {
    /// The tree; what comes from a snippet keeps its place there.
    pub root: Node,
    /// The files that were taken in, by path.
    pub files: BTreeSet<String>,
}

/// The template `root`, which is the file `from`, with the snippets that `find` has by path. `None` where it takes
/// none in that is found.
pub fn include<'n>(
    root: &Node,
    from: &str,
    find: &dyn Fn(&str) -> Option<&'n Node>,
) -> Option<Included> {
    let work = Work { root, find, files: RefCell::default(), left: Cell::new(MAX_SNIPPETS) };
    let whole = work.sections(work.put(root, from, 0), from);
    let files = work.files.take();
    (!files.is_empty()).then_some(Included { root: whole, files })
}

/// Is this a transform of the name?
pub(crate) fn is_include(node: &Node) -> bool {
    node.get("Name").and_then(Node::as_str) == Some(NAME)
}

/// Where the snippet of a transform is, as it is written: a text, or a parameter with a default.
pub(crate) fn location<'n>(transform: &'n Node, root: &'n Node) -> Option<&'n str> {
    let at = transform.get("Parameters")?.get("Location")?;
    let of = |name: &str| root.get("Parameters")?.get(name)?.get("Default")?.as_str();
    at.as_str().or_else(|| of(at.get("Ref")?.as_str()?))
}

struct Work<'r, 'n, 'f> {
    root: &'r Node,
    find: &'f dyn Fn(&str) -> Option<&'n Node>,
    files: RefCell<BTreeSet<String>>,
    left: Cell<usize>,
}

impl Work<'_, '_, '_> {
    /// `node` of the file `from`, with its snippets.
    fn put(&self, node: &Node, from: &str, depth: usize) -> Node {
        let kind = match &node.kind {
            Kind::Seq(items) => Kind::Seq(items.iter().map(|n| self.put(n, from, depth)).collect()),
            Kind::Map(entries) => match self.map(entries, from, depth) {
                Ok(entries) => Kind::Map(entries),
                Err(whole) => return whole,
            },
            other => other.clone(),
        };
        Node { span: node.span, from: node.from.clone(), kind }
    }

    /// The entries of a map; `Err` is what stands for a map that is nothing but a transform.
    fn map(&self, entries: &[Entry], from: &str, depth: usize) -> Result<Vec<Entry>, Node> {
        let mut out: Vec<Entry> = vec![];
        for entry in entries {
            let transforms = match &*entry.key {
                "Fn::Transform" => entry.value.one_or_many(),
                _ => &[],
            };
            let found: Vec<Node> =
                transforms.iter().filter_map(|t| self.snippet(t, from, depth)).collect();
            if found.is_empty() || found.len() < transforms.len() {
                let value = self.put(&entry.value, from, depth);
                out.push(Entry { value, ..entry.clone() });
                continue;
            }
            for snippet in found {
                match snippet.kind {
                    Kind::Map(more) => add(&mut out, more, entries),
                    _ if entries.len() == 1 => return Err(snippet),
                    _ => {}
                }
            }
        }
        Ok(out)
    }

    /// The snippet that `transform` takes in.
    fn snippet(&self, transform: &Node, from: &str, depth: usize) -> Option<Node> {
        if !is_include(transform) || depth >= MAX_DEPTH {
            return None;
        }
        let path = joined(from, location(transform, self.root)?)?;
        let snippet = (self.find)(&path)?;
        self.left.set(self.left.get().checked_sub(1)?);
        self.files.borrow_mut().insert(path.clone());
        Some(self.put(snippet, &path, depth + 1))
    }

    /// The template with the sections of those snippets that its `Transform` names.
    fn sections(&self, mut root: Node, from: &str) -> Node {
        let named = self.root.get("Transform").map_or(&[][..], Node::one_or_many);
        let (mut snippets, mut kept) = (vec![], vec![]);
        for transform in named {
            match self.snippet(transform, from, 0) {
                Some(snippet) => snippets.push(snippet),
                None => kept.push(transform.clone()),
            }
        }
        let Kind::Map(sections) = &mut root.kind else { return root };
        if snippets.is_empty() {
            return root;
        }
        sections.retain(|e| &*e.key != "Transform" || !kept.is_empty());
        for entry in sections.iter_mut().filter(|e| &*e.key == "Transform") {
            entry.value.kind = Kind::Seq(std::mem::take(&mut kept));
        }
        for entry in snippets.into_iter().flat_map(into_entries) {
            let Some(own) = sections.iter_mut().find(|e| e.key == entry.key) else {
                sections.push(entry);
                continue;
            };
            if let Kind::Map(entries) = &mut own.value.kind {
                add(entries, into_entries(entry.value), &[]);
            }
        }
        root
    }
}

fn into_entries(node: Node) -> Vec<Entry> {
    if let Kind::Map(entries) = node.kind { entries } else { vec![] }
}

/// Adds what is not there yet: what stands beside the transform itself wins.
fn add(out: &mut Vec<Entry>, more: Vec<Entry>, beside: &[Entry]) {
    // A transform that a snippet brings along, and that nothing was found for, stays to be told.
    let beside: Vec<&Entry> = beside.iter().filter(|e| &*e.key != "Fn::Transform").collect();
    for entry in more {
        if !out.iter().chain(beside.iter().copied()).any(|e| e.key == entry.key) {
            out.push(entry);
        }
    }
}
