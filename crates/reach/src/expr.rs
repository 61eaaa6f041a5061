//! What a selector says, in whatever language it was written: a condition on labels.

/// Whose labels a condition is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Domain {
    /// The pod's own, or those of a set of networks.
    Pod,
    /// Those of its namespace.
    Namespace,
    /// Those of its ServiceAccount.
    Account,
}

impl Domain {
    pub(crate) const ALL: [Self; 3] = [Self::Pod, Self::Namespace, Self::Account];
}

/// How a text is compared with a label's value (Calico's selectors).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Comparison {
    Contains,
    StartsWith,
    EndsWith,
}

impl Comparison {
    pub(crate) fn holds(self, value: &str, text: &str) -> bool {
        match self {
            Self::Contains => value.contains(text),
            Self::StartsWith => value.starts_with(text),
            Self::EndsWith => value.ends_with(text),
        }
    }
}

/// A condition.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Expr {
    /// Always true.
    All,
    /// Never true.
    None,
    /// Not known, with the cause.
    Unknown(Box<str>),
    /// True of pods that have an address on the cluster's networks, of sets of networks only if `sets`.
    Kind { sets: bool },
    /// The label is there and has one of these values.
    In(Domain, Box<str>, Vec<Box<str>>),
    /// The label is there.
    Has(Domain, Box<str>),
    /// The label is there and its value compares so.
    Text(Domain, Box<str>, Comparison, Box<str>),
    /// The opposite.
    Not(Box<Expr>),
    /// All of them.
    And(Vec<Expr>),
    /// One of them.
    Or(Vec<Expr>),
}

impl Expr {
    /// All of `parts`, without what says nothing.
    pub(crate) fn and(parts: impl IntoIterator<Item = Expr>) -> Self {
        let mut parts: Vec<Expr> = parts.into_iter().filter(|p| *p != Expr::All).collect();
        if parts.contains(&Expr::None) {
            return Expr::None;
        }
        parts.sort();
        parts.dedup();
        match parts.len() {
            0 => Expr::All,
            1 => parts.remove(0),
            _ => Expr::And(parts),
        }
    }

    /// One of `parts`.
    pub(crate) fn or(parts: impl IntoIterator<Item = Expr>) -> Self {
        let mut parts: Vec<Expr> = parts.into_iter().filter(|p| *p != Expr::None).collect();
        if parts.contains(&Expr::All) {
            return Expr::All;
        }
        parts.sort();
        parts.dedup();
        match parts.len() {
            0 => Expr::None,
            1 => parts.remove(0),
            _ => Expr::Or(parts),
        }
    }

    pub(crate) fn not(self) -> Self {
        match self {
            Expr::All => Expr::None,
            Expr::None => Expr::All,
            Expr::Not(inner) => *inner,
            other => Expr::Not(Box::new(other)),
        }
    }

    /// The label is there with this value.
    pub(crate) fn is(domain: Domain, key: &str, value: &str) -> Self {
        Expr::In(domain, key.into(), vec![value.into()])
    }

    /// Why part of it is not known, if it is.
    pub(crate) fn cause(&self) -> Option<&str> {
        match self {
            Expr::Unknown(cause) => Some(cause),
            Expr::Not(inner) => inner.cause(),
            Expr::And(parts) | Expr::Or(parts) => parts.iter().find_map(Expr::cause),
            _ => None,
        }
    }
}
