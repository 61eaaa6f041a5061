//! In which namespaces a rule is in force, in three values.

use ringfort_model::kube::Selector;
use ringfort_source::{At, Node};

/// A namespace as selectors see it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    /// Its name.
    pub(super) name: &'a str,
    /// Its labels; `None` where its object was not read.
    pub(super) labels: Option<&'a [(Box<str>, Box<str>)]>,
}

/// The label that every namespace carries (Kubernetes 1.21 and later).
const NAME: &str = "kubernetes.io/metadata.name";

/// A condition on the namespace; what depends on anything else is [`Scope::Perhaps`].
#[derive(Clone, Debug)]
pub(super) enum Scope {
    /// Everywhere.
    All,
    /// Nowhere: the rule is not about pods that are created.
    Never,
    /// Depends on something that is not known here.
    Perhaps,
    /// Names, with `*` and `?`.
    Named(Vec<Box<str>>),
    /// The namespace's labels.
    Labels(Selector),
    /// Where the other is not.
    Not(Box<Scope>),
    /// Where all are.
    And(Vec<Scope>),
    /// Where one of them is.
    Or(Vec<Scope>),
}

impl Scope {
    /// The names in a list; one that is not known may be any.
    pub(super) fn named(list: At<'_>) -> Self {
        let items = list.list();
        let names = Self::Named(items.iter().filter_map(Node::scalar).map(Into::into).collect());
        if list.is_unknown() || items.iter().any(Node::has_unknown) {
            return Self::Or(vec![names, Self::Perhaps]);
        }
        names
    }

    /// Where `other` is not.
    pub(super) fn not(other: Self) -> Self {
        Self::Not(Box::new(other))
    }

    /// Where both are.
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::All, one) | (one, Self::All) => one,
            (one, two) => Self::And(vec![one, two]),
        }
    }

    /// Does it hold in `place`? `None`: not known.
    pub(super) fn covers(&self, place: &Place<'_>) -> Option<bool> {
        match self {
            Self::All => Some(true),
            Self::Never => Some(false),
            Self::Perhaps => None,
            Self::Named(names) => Some(names.iter().any(|n| wildcard(n, place.name))),
            Self::Labels(selector) => labels(selector, place),
            Self::Not(other) => other.covers(place).map(|covered| !covered),
            Self::And(all) => decide(all, place, false),
            Self::Or(any) => decide(any, place, true),
        }
    }
}

/// The value `decisive` as soon as one part has it, its opposite if all have that, else not known.
fn decide(parts: &[Scope], place: &Place<'_>, decisive: bool) -> Option<bool> {
    let parts: Vec<Option<bool>> = parts.iter().map(|p| p.covers(place)).collect();
    if parts.contains(&Some(decisive)) {
        return Some(decisive);
    }
    if parts.contains(&None) { None } else { Some(!decisive) }
}

fn labels(selector: &Selector, place: &Place<'_>) -> Option<bool> {
    let mut labels: Vec<(Box<str>, Box<str>)> = place.labels.unwrap_or_default().to_vec();
    labels.retain(|(key, _)| &**key != NAME);
    labels.push((NAME.into(), place.name.into()));
    if place.labels.is_some() {
        return selector.matches(&labels);
    }
    // Without the object only its name is known.
    let mut known = selector.clone();
    known.requirements.retain(|r| &*r.key == NAME);
    match known.matches(&labels) {
        Some(true) if known.requirements.len() < selector.requirements.len() => None,
        answer => answer,
    }
}

/// `*` stands for any text, `?` for one character.
pub(super) fn wildcard(pattern: &str, text: &str) -> bool {
    let (pattern, text): (Vec<char>, Vec<char>) =
        (pattern.chars().collect(), text.chars().collect());
    let mut reached = vec![false; text.len() + 1];
    if let Some(first) = reached.first_mut() {
        *first = true;
    }
    for symbol in pattern {
        let mut next = vec![false; reached.len()];
        for (at, slot) in next.iter_mut().enumerate() {
            let before = at.checked_sub(1);
            let came = before.and_then(|b| reached.get(b)).copied().unwrap_or(false);
            let same = before.and_then(|b| text.get(b)) == Some(&symbol);
            *slot = match symbol {
                '*' => reached.iter().take(at + 1).any(|r| *r),
                '?' => came,
                _ => came && same,
            };
        }
        reached = next;
    }
    reached.last() == Some(&true)
}
