//! Labels, as far as they are known.

use ringfort_source::{At, Node};

/// The label that the API server puts on every namespace (Kubernetes documentation, "Automatic labelling").
pub(crate) const NAMESPACE_NAME: &str = "kubernetes.io/metadata.name";
/// The key under which the name of a ServiceAccount stands among its labels here; no label can be named so.
pub(crate) const ACCOUNT_NAME: &str = "(name)";

/// The labels of something.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Labels {
    /// Key and value, sorted.
    pub(crate) known: Vec<(Box<str>, Box<str>)>,
    /// Keys that are there with a value that is not known.
    pub(crate) valueless: Vec<Box<str>>,
    /// May there be others?
    pub(crate) open: bool,
    /// Why something of it is not known; empty if all is.
    pub(crate) cause: Box<str>,
}

impl Labels {
    /// Labels of which nothing is known.
    pub(crate) fn unknown(cause: &str) -> Self {
        Self { open: true, cause: cause.into(), ..Self::default() }
    }

    /// The labels of a manifest.
    pub(crate) fn read(at: At<'_>) -> Self {
        let mut labels = Self::default();
        if let At::Unknown(node) = at {
            return Self::unknown(node.cause());
        }
        for entry in at.node().map_or(&[][..], Node::entries) {
            match entry.value.scalar() {
                Some(value) => labels.known.push((entry.key.clone(), value.into())),
                None if entry.value.is_unknown() => {
                    labels.valueless.push(entry.key.clone());
                    labels.cause = entry.value.cause().into();
                }
                None => labels.known.push((entry.key.clone(), "".into())),
            }
        }
        labels.known.sort();
        labels.valueless.sort();
        labels
    }

    /// Adds a label that the cluster sets.
    pub(crate) fn with(mut self, key: &str, value: &str) -> Self {
        if !self.has(key) {
            self.known.push((key.into(), value.into()));
            self.known.sort();
        }
        self
    }

    /// Adds labels that the cluster sets with values that no file shows.
    pub(crate) fn with_keys(mut self, keys: &[&str]) -> Self {
        let new = keys.iter().filter(|k| !self.has(k)).map(|k| Box::from(*k));
        self.valueless.extend(new.collect::<Vec<_>>());
        self.valueless.sort();
        self
    }

    fn has(&self, key: &str) -> bool {
        self.known.iter().any(|(k, _)| &**k == key) || self.valueless.iter().any(|k| &**k == key)
    }

    /// The value of `key`, if it is known.
    pub(crate) fn get(&self, key: &str) -> Option<&str> {
        self.known.iter().find(|(k, _)| &**k == key).map(|(_, v)| &**v)
    }
}
