//! `EncryptionConfiguration`: which provider writes what
//! (kubernetes.io/docs/tasks/administer-cluster/encrypt-data).

use ringfort_check::model::kube::Object;
use ringfort_check::{At, Node, Span};

/// The first entry of `resources` that covers `resource` (of the core group).
pub(crate) fn entry_of<'a>(config: &'a Object, resource: &str) -> Option<&'a Node> {
    let mut entries = config.at("resources").list().iter();
    entries.find(|e| {
        let mut names = e.at("resources").list().iter().filter_map(Node::as_str);
        names.any(|n| n == resource || n == "*." || n == "*.*")
    })
}

/// A provider: its name, the place of the name, its settings.
pub(crate) type Provider<'a> = (&'a str, Span, &'a Node);

/// The first provider of an entry: the one that writes.
pub(crate) fn writer(entry: &Node) -> Option<Provider<'_>> {
    entry.at("providers").list().first().and_then(|p| of(p).next())
}

/// All providers of `config`.
pub(crate) fn providers(config: &Object) -> impl Iterator<Item = Provider<'_>> {
    let entries = config.at("resources").list().iter();
    entries.flat_map(|e| e.at("providers").list()).flat_map(of)
}

fn of(item: &Node) -> impl Iterator<Item = Provider<'_>> {
    item.entries().iter().map(|e| (&*e.key, e.key_span, &e.value))
}

/// Is part of the file not known?
pub(crate) fn is_open(config: &Object) -> bool {
    match config.at("resources") {
        At::Set(node) => node.has_unknown(),
        At::Unknown(_) => true,
        At::Absent(_) => false,
    }
}
