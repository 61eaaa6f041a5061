//! Both ways of conditions that are not known: the chart is rendered once with all of them true and once with all of
//! them false, and what differs is not known.

use std::cell::Cell;

use ringfort_source::{Entry, Kind, Node};

use crate::Object;

/// Why what differs is not known.
const CAUSE: &str = "hangs on a condition of the chart that is not known";

/// Which way is gone, and whether it made a difference.
#[derive(Debug)]
pub(crate) struct Ways {
    /// The way of what is not known.
    pub(crate) way: bool,
    /// Was anything not known?
    pub(crate) forked: Cell<bool>,
}

impl Ways {
    pub(crate) fn new(way: bool) -> Self {
        Self { way, forked: Cell::new(false) }
    }

    /// The way of a condition that is not known.
    pub(crate) fn fork(&self) -> bool {
        self.forked.set(true);
        self.way
    }
}

/// The objects of a template gone both ways. An object that is there one way only keeps what names it.
pub(crate) fn objects(one: Vec<Object>, mut other: Vec<Object>) -> Vec<Object> {
    let mut all = vec![];
    for object in one {
        let twin = other.iter().position(|o| names(&o.node) == names(&object.node));
        let node = match twin.map(|at| other.remove(at)) {
            Some(twin) => merged(object.node, twin.node),
            None => named(object.node),
        };
        all.push(Object { node, ..object });
    }
    all.extend(other.into_iter().map(|o| Object { node: named(o.node), ..o }));
    all
}

/// What tells an object of a template from its others.
fn names(node: &Node) -> [Option<String>; 3] {
    let scalar = |at: ringfort_source::At<'_>| at.node().and_then(Node::scalar);
    let metadata = node.at("metadata");
    [scalar(node.at("kind")), scalar(metadata.key("namespace")), scalar(metadata.key("name"))]
}

/// The object of which nothing but the names is known.
fn named(mut node: Node) -> Node {
    if let Kind::Map(entries) = &mut node.kind {
        for entry in entries.iter_mut().filter(|e| !matches!(&*e.key, "apiVersion" | "kind")) {
            match &mut entry.value.kind {
                Kind::Map(fields) if &*entry.key == "metadata" => fields
                    .iter_mut()
                    .filter(|f| !matches!(&*f.key, "name" | "namespace"))
                    .for_each(|f| f.value = open(&f.value)),
                _ => entry.value = open(&entry.value),
            }
        }
    }
    node
}

/// A value that is not known, at the place of one of its ways.
fn open(node: &Node) -> Node {
    Node { kind: Kind::Unknown(CAUSE.into()), ..node.clone() }
}

/// What both trees say; what one of them says alone is not known.
fn merged(one: Node, other: Node) -> Node {
    let kind = match (one.kind, other.kind) {
        (Kind::Map(a), Kind::Map(b)) => Kind::Map(maps(a, b)),
        (Kind::Seq(a), Kind::Seq(b)) => Kind::Seq(lists(a, b)),
        (Kind::Unknown(cause), _) | (_, Kind::Unknown(cause)) => Kind::Unknown(cause),
        (a, b) if a == b => a,
        _ => Kind::Unknown(CAUSE.into()),
    };
    Node { span: one.span, from: one.from, kind }
}

fn maps(one: Vec<Entry>, mut other: Vec<Entry>) -> Vec<Entry> {
    let mut all = vec![];
    for mut entry in one {
        let twin = other.iter().position(|o| o.key == entry.key).map(|at| other.remove(at));
        entry.value = match twin {
            Some(twin) => merged(entry.value, twin.value),
            None => open(&entry.value),
        };
        all.push(entry);
    }
    all.extend(other.into_iter().map(|e| Entry { value: open(&e.value), ..e }));
    all
}

/// Elements with names belong together, all others by their place in the list.
fn lists(one: Vec<Node>, mut other: Vec<Node>) -> Vec<Node> {
    let name = |node: &Node| node.at("name").str().map(str::to_owned);
    let named = |list: &[Node]| list.iter().all(|n| name(n).is_some());
    if !(named(&one) && named(&other)) {
        let (rest_of_one, rest) = (one.len().min(other.len()), other.len().min(one.len()));
        let mut left = other.split_off(rest);
        let mut one = one;
        left.extend(one.split_off(rest_of_one));
        let pairs = one.into_iter().zip(other).map(|(a, b)| merged(a, b));
        return pairs.chain(left.iter().map(open)).collect();
    }
    let mut all = vec![];
    for node in one {
        let twin = other.iter().position(|o| name(o) == name(&node)).map(|at| other.remove(at));
        all.push(twin.map_or_else(|| loose(&node), |twin| merged(node.clone(), twin)));
    }
    all.extend(other.iter().map(loose));
    all
}

/// An element that is perhaps there: its name, and of what else it holds that it is not known.
fn loose(node: &Node) -> Node {
    let keep = |e: &Entry| Entry {
        value: if &*e.key == "name" { e.value.clone() } else { open(&e.value) },
        ..e.clone()
    };
    Node { kind: Kind::Map(node.entries().iter().map(keep).collect()), ..node.clone() }
}
