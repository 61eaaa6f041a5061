//! A configuration value that remembers where it came from.

use ringfort_source::{At, Node, Span};

/// A value as configured. Every reader has to say what it does with each of the three.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<T> {
    /// Written, at this place.
    Set(T, Span),
    /// Not written: the platform's documented default holds. The span is where one would set it.
    Default(T, Span),
    /// Not known from what was read, with the cause. Never to be taken for good or for bad.
    Unknown(Span, Box<str>),
}

impl<T> Value<T> {
    /// The value, set or default; `None` if not known.
    pub fn known(&self) -> Option<&T> {
        match self {
            Value::Set(v, _) | Value::Default(v, _) => Some(v),
            Value::Unknown(..) => None,
        }
    }

    /// Where it stands, or would stand.
    pub fn span(&self) -> Span {
        match self {
            Value::Set(_, s) | Value::Default(_, s) | Value::Unknown(s, _) => *s,
        }
    }

    /// Was it written?
    pub fn is_set(&self) -> bool {
        matches!(self, Value::Set(..))
    }

    /// Is it not known?
    pub fn is_unknown(&self) -> bool {
        matches!(self, Value::Unknown(..))
    }

    /// What `read` makes of the node at `at`, `default` where nothing is written. A node that `read`
    /// cannot take (a list where a number belongs) is unknown: the platform would refuse it.
    pub fn read(at: At<'_>, default: T, read: impl Fn(&Node) -> Option<T>) -> Self {
        match at {
            At::Absent(span) => Value::Default(default, span),
            At::Unknown(node) => Value::Unknown(node.span, node.cause().into()),
            At::Set(node) => match read(node) {
                Some(v) => Value::Set(v, node.span),
                None => Value::Unknown(node.span, "not of the expected type".into()),
            },
        }
    }
}

impl<T: PartialEq> Value<T> {
    /// Is it known, and equal to `other`?
    pub fn is(&self, other: &T) -> bool {
        self.known() == Some(other)
    }
}

impl Value<bool> {
    /// A boolean; texts `true` and `false` count, as Terraform and flags write them.
    pub fn bool(at: At<'_>, default: bool) -> Self {
        Self::read(at, default, |n| match n.as_str() {
            Some("true") => Some(true),
            Some("false") => Some(false),
            _ => n.as_bool(),
        })
    }
}

impl Value<i64> {
    /// A whole number; texts of digits count.
    pub fn int(at: At<'_>, default: i64) -> Self {
        Self::read(at, default, |n| n.as_i64().or_else(|| n.as_str()?.parse().ok()))
    }
}

impl Value<String> {
    /// A scalar as text.
    pub fn text(at: At<'_>, default: &str) -> Self {
        Self::read(at, default.to_owned(), Node::scalar)
    }
}
