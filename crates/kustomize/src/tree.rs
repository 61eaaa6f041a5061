//! Changing value trees.

use ringfort_source::{Entry, Kind, Node, Span};

/// The value of `key`, to change.
pub(crate) fn get_mut<'a>(node: &'a mut Node, key: &str) -> Option<&'a mut Node> {
    match &mut node.kind {
        Kind::Map(entries) => entries.iter_mut().find(|e| &*e.key == key).map(|e| &mut e.value),
        _ => None,
    }
}

/// Follows keys, to change what is there.
pub(crate) fn at_mut<'a>(node: &'a mut Node, keys: &[&str]) -> Option<&'a mut Node> {
    keys.iter().try_fold(node, |node, key| get_mut(node, key))
}

/// Puts `value` under `key`. A node that is no map stays as it is.
pub(crate) fn set(node: &mut Node, key: &str, key_span: Span, value: Node) {
    match get_mut(node, key) {
        Some(slot) => *slot = value,
        None => {
            if let Kind::Map(entries) = &mut node.kind {
                entries.push(Entry { key: key.into(), key_span, value });
            }
        }
    }
}

/// The map under `key`, made if it is missing or null.
pub(crate) fn ensure<'a>(node: &'a mut Node, key: &str, span: Span) -> Option<&'a mut Node> {
    if node.get(key).is_none_or(|n| n.kind == Kind::Null) {
        set(node, key, span, Node::new(span, Kind::Map(Vec::new())));
    }
    get_mut(node, key)
}

/// Takes `key` away.
pub(crate) fn remove(node: &mut Node, key: &str) -> Option<Node> {
    let Kind::Map(entries) = &mut node.kind else { return None };
    let index = entries.iter().position(|e| &*e.key == key)?;
    Some(entries.remove(index).value)
}

/// A text.
pub(crate) fn text(span: Span, value: impl Into<Box<str>>) -> Node {
    Node::new(span, Kind::Str(value.into()))
}

/// Calls `on` for `node` and all nodes in it, with the key each stands under. A list's elements stand
/// under the list's key.
pub(crate) fn walk(node: &mut Node, key: &str, on: &mut dyn FnMut(&str, &mut Node)) {
    on(key, node);
    match &mut node.kind {
        Kind::Seq(items) => items.iter_mut().for_each(|n| walk(n, key, on)),
        Kind::Map(entries) => {
            for entry in entries {
                let key = entry.key.clone();
                walk(&mut entry.value, &key, on);
            }
        }
        _ => {}
    }
}
