//! Both ways of conditions that are not known: the chart is rendered once with all of them true and once with all of
//! them false, and what differs is not known.

use std::cell::Cell;
use std::collections::{BTreeMap, VecDeque};

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
pub(crate) fn objects(one: Vec<Object>, other: Vec<Object>) -> Vec<Object> {
    let (pairs, left) = paired(one, other, |o| names(&o.node));
    let both = pairs.into_iter().map(|(object, twin)| {
        let node = match twin {
            Some(twin) => merged(object.node, twin.node),
            None => named(object.node),
        };
        Object { node, ..object }
    });
    both.chain(left.into_iter().map(|o| Object { node: named(o.node), ..o })).collect()
}

/// Each of `one` with the next of `other` that has the same key, and those of `other` that are left.
fn paired<T, K: Ord>(
    one: Vec<T>,
    other: Vec<T>,
    key: impl Fn(&T) -> K,
) -> (Vec<(T, Option<T>)>, Vec<T>) {
    let mut places: BTreeMap<K, VecDeque<usize>> = BTreeMap::new();
    for (place, item) in other.iter().enumerate() {
        places.entry(key(item)).or_default().push_back(place);
    }
    let mut other: Vec<Option<T>> = other.into_iter().map(Some).collect();
    let mut twin = |item: &T| {
        let place = places.get_mut(&key(item))?.pop_front()?;
        other.get_mut(place)?.take()
    };
    let pairs = one.into_iter().map(|item| (twin(&item), item)).map(|(t, i)| (i, t)).collect();
    (pairs, other.into_iter().flatten().collect())
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

fn maps(one: Vec<Entry>, other: Vec<Entry>) -> Vec<Entry> {
    let (pairs, left) = paired(one, other, |e| e.key.clone());
    let both = pairs.into_iter().map(|(mut entry, twin)| {
        entry.value = match twin {
            Some(twin) => merged(entry.value, twin.value),
            None => open(&entry.value),
        };
        entry
    });
    both.chain(left.into_iter().map(|e| Entry { value: open(&e.value), ..e })).collect()
}

/// Elements with names belong together, all others by their place in the list.
fn lists(mut one: Vec<Node>, mut other: Vec<Node>) -> Vec<Node> {
    let name = |node: &Node| node.at("name").str().map(str::to_owned);
    if !one.iter().chain(&other).all(|n| name(n).is_some()) {
        let both = one.len().min(other.len());
        let mut left = other.split_off(both);
        left.extend(one.split_off(both));
        let pairs = one.into_iter().zip(other).map(|(a, b)| merged(a, b));
        return pairs.chain(left.iter().map(open)).collect();
    }
    let (pairs, left) = paired(one, other, name);
    let both = pairs.into_iter().map(|(node, twin)| match twin {
        Some(twin) => merged(node, twin),
        None => loose(&node),
    });
    both.chain(left.iter().map(loose)).collect()
}

/// An element that is perhaps there: its name, and of what else it holds that it is not known.
fn loose(node: &Node) -> Node {
    let keep = |e: &Entry| Entry {
        value: if &*e.key == "name" { e.value.clone() } else { open(&e.value) },
        ..e.clone()
    };
    Node { kind: Kind::Map(node.entries().iter().map(keep).collect()), ..node.clone() }
}
