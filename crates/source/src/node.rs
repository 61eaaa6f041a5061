//! The neutral value tree: what YAML, JSON and evaluated HCL become.
//!
//! It lives on floor 1 so that syntax (which builds it) and model (which keeps it) share one
//! definition without a copy. It can say "unknown", and then keeps the cause.

use crate::Span;

/// A value with the place it stands at.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Where the value is written. For a looked-up value this is the place that asks for it.
    pub span: Span,
    /// Where the value was decided, if elsewhere (a variable's default, a tfvars line, a values key).
    pub from: Option<Box<Span>>,
    /// What it is.
    pub kind: Kind,
}

/// The kinds of value.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Explicitly nothing. Kubernetes and Terraform both read it as "not set".
    Null,
    /// A boolean.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any other number.
    Float(f64),
    /// A text.
    Str(Box<str>),
    /// A list.
    Seq(Vec<Node>),
    /// Keys with values, in source order. A key occurs once: later duplicates win at parse time.
    Map(Vec<Entry>),
    /// Not known from what was read, with the cause ("variable `region` has no value").
    Unknown(Box<str>),
}

/// One key of a map.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key as text.
    pub key: Box<str>,
    /// Where the key stands.
    pub key_span: Span,
    /// Its value.
    pub value: Node,
}

/// What looking for a value gave.
#[derive(Clone, Copy, Debug)]
pub enum At<'a> {
    /// It is written.
    Set(&'a Node),
    /// It is not written; the span is the nearest thing that is (where one would add it).
    Absent(Span),
    /// It, or something on the way to it, is not known.
    Unknown(&'a Node),
}

impl Node {
    /// A node of `kind` at `span`.
    pub fn new(span: Span, kind: Kind) -> Self {
        Self { span, from: None, kind }
    }

    /// An unknown at `span` with its cause.
    pub fn unknown(span: Span, cause: impl Into<Box<str>>) -> Self {
        Self::new(span, Kind::Unknown(cause.into()))
    }

    /// The text, if this is one.
    pub fn as_str(&self) -> Option<&str> {
        if let Kind::Str(s) = &self.kind { Some(s) } else { None }
    }

    /// The boolean, if this is one.
    pub fn as_bool(&self) -> Option<bool> {
        if let Kind::Bool(b) = self.kind { Some(b) } else { None }
    }

    /// The whole number, if this is one (a float without a fraction counts).
    pub fn as_i64(&self) -> Option<i64> {
        match self.kind {
            Kind::Int(i) => Some(i),
            Kind::Float(f) if f.fract() == 0.0 && f.abs() < 9e15 => Some(f as i64),
            _ => None,
        }
    }

    /// A scalar as text, however it was written; `None` for lists, maps, null and unknown.
    pub fn scalar(&self) -> Option<String> {
        match &self.kind {
            Kind::Bool(b) => Some(b.to_string()),
            Kind::Int(i) => Some(i.to_string()),
            Kind::Float(f) => Some(f.to_string()),
            Kind::Str(s) => Some(s.to_string()),
            Kind::Null | Kind::Seq(_) | Kind::Map(_) | Kind::Unknown(_) => None,
        }
    }

    /// The elements of a list; empty for anything else.
    pub fn items(&self) -> &[Node] {
        if let Kind::Seq(items) = &self.kind { items } else { &[] }
    }

    /// The entries of a map; empty for anything else.
    pub fn entries(&self) -> &[Entry] {
        if let Kind::Map(entries) = &self.kind { entries } else { &[] }
    }

    /// A list's elements, or the value itself as one element: Terraform blocks and "one or many" fields.
    /// Null and unknown give nothing.
    pub fn one_or_many(&self) -> &[Node] {
        match &self.kind {
            Kind::Seq(items) => items,
            Kind::Null | Kind::Unknown(_) => &[],
            _ => std::slice::from_ref(self),
        }
    }

    /// The entry of `key` in a map.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().find(|e| &*e.key == key)
    }

    /// The value of `key` in a map, null included.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|e| &e.value)
    }

    /// Is the value not known?
    pub fn is_unknown(&self) -> bool {
        matches!(self.kind, Kind::Unknown(_))
    }

    /// Why the value is not known; empty if it is.
    pub fn cause(&self) -> &str {
        if let Kind::Unknown(cause) = &self.kind { cause } else { "" }
    }

    /// Is this value, or anything in it, not known?
    pub fn has_unknown(&self) -> bool {
        match &self.kind {
            Kind::Unknown(_) => true,
            Kind::Seq(items) => items.iter().any(Node::has_unknown),
            Kind::Map(entries) => entries.iter().any(|e| e.value.has_unknown()),
            _ => false,
        }
    }

    /// Follows `path` (`spec.template.spec`), segment by segment. A list on the way is entered through
    /// its first element (Terraform writes a single block as a list of one). Null is absent.
    pub fn at(&self, path: &str) -> At<'_> {
        path.split('.').fold(At::Set(self), At::key)
    }

    /// How many values the tree holds, this one included, and how many levels lie below it.
    pub fn measure(&self) -> (usize, usize) {
        let children: Vec<(usize, usize)> = match &self.kind {
            Kind::Seq(items) => items.iter().map(Node::measure).collect(),
            Kind::Map(entries) => entries.iter().map(|e| e.value.measure()).collect(),
            _ => return (1, 0),
        };
        let size: usize = children.iter().map(|c| c.0).sum();
        (size + 1, children.iter().map(|c| c.1).max().unwrap_or(0) + 1)
    }

    /// [`Node::at`] for a path whose keys hold dots, say annotations.
    pub fn at_keys(&self, keys: &[&str]) -> At<'_> {
        keys.iter().fold(At::Set(self), |at, key| at.key(key))
    }
}

impl<'a> At<'a> {
    /// One step further, into `key`.
    #[must_use]
    pub fn key(self, key: &str) -> Self {
        let At::Set(node) = self else { return self };
        match &node.kind {
            Kind::Unknown(_) => At::Unknown(node),
            Kind::Seq(items) => {
                items.first().map_or(At::Absent(node.span), |n| At::Set(n).key(key))
            }
            _ => match node.get(key) {
                None => At::Absent(node.span),
                Some(Node { kind: Kind::Null, span, .. }) => At::Absent(*span),
                Some(value) if value.is_unknown() => At::Unknown(value),
                Some(value) => At::Set(value),
            },
        }
    }

    /// The node, if it is written and known.
    pub fn node(self) -> Option<&'a Node> {
        if let At::Set(node) = self { Some(node) } else { None }
    }

    /// The text, if it is written, known and a text.
    pub fn str(self) -> Option<&'a str> {
        self.node().and_then(Node::as_str)
    }

    /// The boolean, if it is written, known and one.
    pub fn bool(self) -> Option<bool> {
        self.node().and_then(Node::as_bool)
    }

    /// The list's elements (or the value itself as the only one); empty where absent or unknown.
    pub fn list(self) -> &'a [Node] {
        self.node().map_or(&[], Node::one_or_many)
    }

    /// Is it not written?
    pub fn is_absent(self) -> bool {
        matches!(self, At::Absent(_))
    }

    /// Is it not known?
    pub fn is_unknown(self) -> bool {
        matches!(self, At::Unknown(_))
    }

    /// Where it is, or where it would be added.
    pub fn span(self) -> Span {
        match self {
            At::Set(node) | At::Unknown(node) => node.span,
            At::Absent(span) => span,
        }
    }
}
