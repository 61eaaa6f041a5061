//! Values during evaluation: with their place, the resources they were made from, and a third state.

use std::rc::Rc;

use ringfort_source::{Kind, Node, Span};

/// A value.
#[derive(Clone, Debug)]
pub(crate) struct Val {
    pub(crate) kind: K,
    /// Where the value stands: for a looked-up one the place that asks.
    pub(crate) span: Span,
    /// Where it was decided, if elsewhere.
    pub(crate) from: Option<Span>,
    /// Resources it was made from.
    pub(crate) refs: Vec<Ref>,
}

/// The kinds of value.
#[derive(Clone, Debug)]
pub(crate) enum K {
    /// `AWS::NoValue`, and null: as if nothing were written.
    Absent,
    Bool(bool),
    Int(i64),
    Float(f64),
    Str(Rc<str>),
    Seq(Vec<Val>),
    Map(Vec<Field>),
    Unknown(Rc<Cause>),
}

/// One key of a map.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub(crate) key: Rc<str>,
    pub(crate) key_span: Span,
    pub(crate) value: Val,
}

/// Why a value is not known, and what is known of it if it is a text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cause {
    pub(crate) text: Box<str>,
    pub(crate) head: Box<str>,
    pub(crate) tail: Box<str>,
}

/// A resource (and its attribute) that a value was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ref {
    pub(crate) target: Rc<str>,
    pub(crate) attribute: Rc<str>,
    pub(crate) span: Span,
}

/// Most references that one value remembers.
const MAX_REFS: usize = 64;
/// Most fields of a map that is compared with another, or joined with it, field by field.
const MAX_COMPARED: usize = 2_000;

impl Val {
    pub(crate) fn new(span: Span, kind: K) -> Self {
        Self { kind, span, from: None, refs: Vec::new() }
    }

    pub(crate) fn text(span: Span, text: impl Into<Rc<str>>) -> Self {
        Self::new(span, K::Str(text.into()))
    }

    pub(crate) fn absent(span: Span) -> Self {
        Self::new(span, K::Absent)
    }

    pub(crate) fn unknown(span: Span, cause: impl Into<Box<str>>) -> Self {
        let cause = Cause { text: cause.into(), head: "".into(), tail: "".into() };
        Self::new(span, K::Unknown(Rc::new(cause)))
    }

    /// A map without absent fields.
    pub(crate) fn map(span: Span, fields: impl IntoIterator<Item = Field>) -> Self {
        let present = |f: &Field| !f.value.is_absent();
        Self::new(span, K::Map(fields.into_iter().filter(present).collect()))
    }

    /// A list without absent elements.
    pub(crate) fn seq(span: Span, items: impl IntoIterator<Item = Val>) -> Self {
        Self::new(span, K::Seq(items.into_iter().filter(|v| !v.is_absent()).collect()))
    }

    /// A tree as it is written, without functions.
    pub(crate) fn plain(node: &Node) -> Self {
        let kind = match &node.kind {
            Kind::Null => K::Absent,
            Kind::Bool(b) => K::Bool(*b),
            Kind::Int(i) => K::Int(*i),
            Kind::Float(f) => K::Float(*f),
            Kind::Str(s) => K::Str((**s).into()),
            Kind::Seq(items) => return Self::seq(node.span, items.iter().map(Self::plain)),
            Kind::Map(entries) => {
                let field = |e: &ringfort_source::Entry| {
                    Field::new((*e.key).into(), e.key_span, Self::plain(&e.value))
                };
                return Self::map(node.span, entries.iter().map(field));
            }
            Kind::Unknown(cause) => return Self::unknown(node.span, cause.clone()),
        };
        Self { from: node.from.as_deref().copied(), ..Self::new(node.span, kind) }
    }

    /// The same value asked for at `span`: it stands there and remembers where it was decided.
    pub(crate) fn asked_at(mut self, span: Span) -> Self {
        if self.span != span {
            self.from = Some(self.from.unwrap_or(self.span));
            self.span = span;
        }
        self.kind = match self.kind {
            K::Seq(items) => K::Seq(items.into_iter().map(|v| v.asked_at(span)).collect()),
            K::Map(fields) => {
                let field = |f: Field| Field::new(f.key, span, f.value.asked_at(span));
                K::Map(fields.into_iter().map(field).collect())
            }
            other => other,
        };
        self
    }

    pub(crate) fn with_refs(mut self, refs: &[Ref]) -> Self {
        for r in refs {
            let same = |o: &Ref| o.target == r.target && o.attribute == r.attribute;
            if self.refs.len() < MAX_REFS && !self.refs.iter().any(same) {
                self.refs.push(r.clone());
            }
        }
        self
    }

    pub(crate) fn is_absent(&self) -> bool {
        matches!(self.kind, K::Absent)
    }

    pub(crate) fn is_unknown(&self) -> bool {
        matches!(self.kind, K::Unknown(_))
    }

    pub(crate) fn cause(&self) -> Option<&Cause> {
        if let K::Unknown(cause) = &self.kind { Some(cause) } else { None }
    }

    /// The text, if this is one.
    pub(crate) fn as_str(&self) -> Option<&str> {
        if let K::Str(s) = &self.kind { Some(s) } else { None }
    }

    /// A scalar as text.
    pub(crate) fn scalar(&self) -> Option<Rc<str>> {
        match &self.kind {
            K::Str(s) => Some(s.clone()),
            K::Bool(b) => Some(b.to_string().into()),
            K::Int(i) => Some(i.to_string().into()),
            K::Float(f) => Some(f.to_string().into()),
            _ => None,
        }
    }

    /// The fields of a map; none for anything else.
    pub(crate) fn fields(&self) -> &[Field] {
        if let K::Map(fields) = &self.kind { fields } else { &[] }
    }

    /// The elements of a list; none for anything else.
    pub(crate) fn items(&self) -> &[Val] {
        if let K::Seq(items) = &self.kind { items } else { &[] }
    }

    /// A list's elements, or the value itself as the only one.
    pub(crate) fn one_or_many(&self) -> &[Val] {
        match &self.kind {
            K::Seq(items) => items,
            K::Absent => &[],
            _ => std::slice::from_ref(self),
        }
    }

    /// The value of `key` in a map.
    pub(crate) fn get(&self, key: &str) -> Option<&Val> {
        self.fields().iter().find(|f| &*f.key == key).map(|f| &f.value)
    }

    /// How much it holds, in values; 64 bytes of text count as one.
    pub(crate) fn weight(&self) -> usize {
        1 + match &self.kind {
            K::Str(s) => s.len() / 64,
            K::Seq(items) => items.iter().map(Val::weight).sum(),
            K::Map(fields) => fields.iter().map(|f| f.value.weight()).sum(),
            _ => 0,
        }
    }

    /// Are both the same, wherever they stand? Unknowns never are.
    pub(crate) fn equals(&self, other: &Self) -> bool {
        match (&self.kind, &other.kind) {
            (K::Seq(a), K::Seq(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.equals(b))
            }
            (K::Map(a), K::Map(b)) => {
                let same = |f: &Field| b.iter().any(|o| o.key == f.key && o.value.equals(&f.value));
                a.len() == b.len() && a.len() <= MAX_COMPARED && a.iter().all(same)
            }
            (K::Absent, K::Absent) => true,
            _ => matches!((self.scalar(), other.scalar()), (Some(a), Some(b)) if a == b),
        }
    }
}

impl Field {
    pub(crate) fn new(key: Rc<str>, key_span: Span, value: Val) -> Self {
        Self { key, key_span, value }
    }
}

/// What is known where one of two values holds and it is open which.
pub(crate) fn either(span: Span, cause: &str, a: Val, b: Val) -> Val {
    if a.equals(&b) {
        return a;
    }
    match (a.kind, b.kind) {
        (K::Map(left), K::Map(right)) => both_maps(span, cause, left, right),
        (K::Seq(left), K::Seq(right)) if left.len() == right.len() => {
            let items = left.into_iter().zip(right);
            Val::seq(span, items.map(|(a, b)| either(a.span, cause, a, b)))
        }
        // A value that may be missing is no sign that anything is joined to it.
        (K::Absent, _) | (_, K::Absent) => Val::unknown(span, cause),
        _ => Val::unknown(span, cause).with_refs(&a.refs).with_refs(&b.refs),
    }
}

fn both_maps(span: Span, cause: &str, left: Vec<Field>, mut right: Vec<Field>) -> Val {
    if left.len().max(right.len()) > MAX_COMPARED {
        return Val::unknown(span, cause);
    }
    let mut out = Vec::new();
    for Field { key, key_span, value } in left {
        let other = right.iter().position(|o| o.key == key).map(|i| right.remove(i).value);
        let other = other.unwrap_or_else(|| Val::absent(span));
        out.push(Field::new(key, key_span, either(value.span, cause, value, other)));
    }
    let lone = |f: Field| Field { value: Val::unknown(f.value.span, cause), ..f };
    out.extend(right.into_iter().map(lone));
    Val::map(span, out)
}
