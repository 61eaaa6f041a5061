//! What is known of a request beside who, what and on which resource.

use std::collections::{BTreeMap, BTreeSet};

use crate::text::Text;

/// What is known of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    Values(Vec<Text>),
    /// The request does not have the key.
    Absent,
    /// Not known, with the cause.
    Unknown(String),
}

/// The context of a request: keys with their values. A key that is neither given nor absent is not known.
#[derive(Clone, Debug, Default)]
pub struct Context {
    keys: BTreeMap<Box<str>, Option<Vec<Text>>>,
    /// Keys that begin so are missing unless they are given.
    closed: Vec<&'static str>,
    /// Keys whose presence is known, but not their value.
    open: BTreeSet<Box<str>>,
}

impl Context {
    /// A context without anything known.
    pub fn new() -> Self {
        Self::default()
    }

    /// This context with `key` known to be `value`.
    #[must_use]
    pub fn with(self, key: &str, value: &str) -> Self {
        self.with_texts(key, vec![Text::literal(value)])
    }

    /// This context with `key` known to be the values `texts`.
    #[must_use]
    pub fn with_texts(mut self, key: &str, texts: Vec<Text>) -> Self {
        self.keys.insert(key.to_ascii_lowercase().into(), Some(texts));
        self
    }

    /// This context with `key` known to be missing.
    #[must_use]
    pub fn without(mut self, key: &str) -> Self {
        self.keys.insert(key.to_ascii_lowercase().into(), None);
        self
    }

    /// This context without any key that begins with `prefix`, but for those that are given.
    #[must_use]
    pub(crate) fn closed(mut self, prefix: &'static str) -> Self {
        self.closed.push(prefix);
        self
    }

    /// This context with `key`, whose value is not known.
    #[must_use]
    pub(crate) fn open(mut self, key: &str) -> Self {
        self.open.insert(key.to_ascii_lowercase().into());
        self
    }

    /// What `other` knows, over what this one does.
    #[must_use]
    pub fn under(mut self, other: &Context) -> Self {
        self.keys.extend(other.keys.iter().map(|(k, v)| (k.clone(), v.clone())));
        self
    }

    /// What is known of `key`, which is in lower case. A key that begins with `*` is known by its end.
    pub(crate) fn find(&self, key: &str) -> Found {
        let hit = match key.strip_prefix('*') {
            Some(end) => self.keys.iter().find(|(k, _)| k.ends_with(end)).map(|(_, v)| v),
            None => self.keys.get(key),
        };
        match hit {
            Some(Some(values)) => Found::Values(values.clone()),
            Some(None) => Found::Absent,
            None if self.closed.iter().any(|c| key.starts_with(c)) && !self.open.contains(key) => {
                Found::Absent
            }
            None => Found::Unknown(format!("it depends on `{key}`, which files do not tell")),
        }
    }

    /// The value of a policy variable, if the key has exactly one.
    pub(crate) fn fill(&self, key: &str) -> Option<Text> {
        match self.keys.get(key)? {
            Some(values) => match values.as_slice() {
                [one] => Some(one.clone()),
                _ => None,
            },
            None => None,
        }
    }
}
