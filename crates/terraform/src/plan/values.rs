//! Values of a plan: what is planned, what is known after apply, what is sensitive.

use ringfort_source::{Entry, Kind, Node, Span};

use super::references::Configuration;

/// How the values of one resource are read. What is empty and not written is not there: plans spell out every block
/// that is missing as an empty list.
pub(super) struct Values<'a> {
    /// Its address, for causes.
    pub(super) address: &'a str,
    /// The address of its module, with a dot behind it.
    pub(super) prefix: &'a str,
    /// What its expressions refer to.
    pub(super) configuration: &'a Configuration<'a>,
}

impl Values<'_> {
    /// The attributes of the resource.
    pub(super) fn of(
        &self,
        values: Option<&Node>,
        unknown: Option<&Node>,
        sensitive: Option<&Node>,
        written: Option<&Node>,
        span: Span,
    ) -> Node {
        let mut node = self.map(values, unknown, sensitive, written, "", span);
        node.span = span;
        node
    }

    fn map(
        &self,
        values: Option<&Node>,
        unknown: Option<&Node>,
        sensitive: Option<&Node>,
        written: Option<&Node>,
        path: &str,
        span: Span,
    ) -> Node {
        let mut entries = Vec::new();
        for Entry { key, key_span, value } in values.map_or(&[][..], Node::entries) {
            let below = |node| below(node, key);
            let written = below(written);
            if is_nothing(value) && (written.is_none() || value.kind == Kind::Null) {
                continue;
            }
            let path = joined(path, key);
            let (unknown, sensitive) = (below(unknown), below(sensitive));
            let value = self.value(value, unknown, sensitive, written, &path);
            entries.push(Entry { key: key.clone(), key_span: *key_span, value });
        }
        for Entry { key, value, .. } in unknown.map_or(&[][..], Node::entries) {
            let there = entries.iter().any(|e| e.key == *key);
            let left_out = is_left_out(written, key, value);
            if !there && !left_out && (value.as_bool() == Some(true) || holds_true(value)) {
                let value = self.after_apply(span, &joined(path, key), below(written, key));
                entries.push(Entry { key: key.clone(), key_span: span, value });
            }
        }
        Node::new(span, Kind::Map(entries))
    }

    fn value(
        &self,
        value: &Node,
        unknown: Option<&Node>,
        sensitive: Option<&Node>,
        written: Option<&Node>,
        path: &str,
    ) -> Node {
        if sensitive.and_then(Node::as_bool) == Some(true) {
            return Node::unknown(value.span, "sensitive, so the plan's value is not read");
        }
        if unknown.and_then(Node::as_bool) == Some(true) {
            return self.after_apply(value.span, path, written);
        }
        match &value.kind {
            Kind::Map(_) => self.map(Some(value), unknown, sensitive, written, path, value.span),
            Kind::Seq(items) => {
                let one = |(i, item): (usize, &Node)| {
                    let (unknown, sensitive) = (element(unknown, i), element(sensitive, i));
                    self.value(item, unknown, sensitive, element(written, i), path)
                };
                Node::new(value.span, Kind::Seq(items.iter().enumerate().map(one).collect()))
            }
            // Policies and their like are trees, as they are where code is read.
            Kind::Str(_) => {
                ringfort_syntax::json::parse_embedded(value).unwrap_or_else(|| value.clone())
            }
            _ => value.clone(),
        }
    }

    /// What is not known before something else is made: that, as in code; what the provider decides: itself.
    fn after_apply(&self, span: Span, path: &str, written: Option<&Node>) -> Node {
        let of = self.configuration.first(self.prefix, written);
        let of = of.unwrap_or_else(|| format!("{}.{path}", self.address));
        Node::unknown(span, format!("known after apply: {of}"))
    }
}

/// Does the block leave `key`, with the mark `unknown`, to the provider? The provider then decides when it applies, by the default that it
/// documents: the same as in code that does not write it. Where the expressions are not told, anything may be.
pub(super) fn is_left_out(written: Option<&Node>, key: &str, unknown: &Node) -> bool {
    unknown.as_bool() == Some(true)
        && written.is_some_and(|w| matches!(w.kind, Kind::Map(_)) && w.get(key).is_none())
}

fn below<'n>(node: Option<&'n Node>, key: &str) -> Option<&'n Node> {
    node.and_then(|n| n.get(key))
}

fn element(node: Option<&Node>, index: usize) -> Option<&Node> {
    node.and_then(|n| n.items().get(index))
}

fn joined(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// Null, or an empty list, map or text.
fn is_nothing(node: &Node) -> bool {
    match &node.kind {
        Kind::Null => true,
        Kind::Seq(items) => items.is_empty(),
        Kind::Map(entries) => entries.is_empty(),
        Kind::Str(text) => text.is_empty(),
        _ => false,
    }
}

/// Is anything in it marked?
fn holds_true(node: &Node) -> bool {
    match &node.kind {
        Kind::Bool(b) => *b,
        Kind::Seq(items) => items.iter().any(holds_true),
        Kind::Map(entries) => entries.iter().any(|e| holds_true(&e.value)),
        _ => false,
    }
}

/// The arguments of a block as its expressions show them: constants; all else is not known.
pub(super) fn constants(expressions: Option<&Node>, span: Span) -> Node {
    let entry = |e: &Entry| {
        let value = match (e.value.get("constant_value"), &e.value.kind) {
            (Some(constant), _) => constant.clone(),
            (None, Kind::Seq(blocks)) => {
                let blocks = blocks.iter().map(|b| constants(Some(b), b.span)).collect();
                Node::new(e.value.span, Kind::Seq(blocks))
            }
            _ => Node::unknown(e.value.span, "the plan does not tell the value of this argument"),
        };
        Entry { value, ..e.clone() }
    };
    let entries = expressions.map_or(&[][..], Node::entries);
    Node::new(span, Kind::Map(entries.iter().map(entry).collect()))
}
