//! The techniques of the catalogue, one file each beside its page, by the crossing they belong to.

mod cloud;
mod entries;
mod escape;
mod goals;
pub(crate) mod identity;
mod rbac;
mod supply;
mod surface;

use std::sync::LazyLock;

use ringfort_facts::Facts;
use ringfort_model::kube::{Subject, SubjectKind};

use crate::position::Position;

use crate::technique::Technique;

static ALL: LazyLock<Vec<Technique>> = LazyLock::new(|| {
    let crossings = [
        entries::ALL,
        surface::ALL,
        supply::ALL,
        escape::ALL,
        identity::ALL,
        rbac::ALL,
        cloud::ALL,
        identity::IMPLIED,
        goals::ALL,
    ];
    crossings.into_iter().flatten().copied().collect()
});

/// Every technique, in the order of the crossings: from the entries inwards.
pub fn registry() -> &'static [Technique] {
    &ALL
}

/// What it takes to act as the subject of a binding.
pub(crate) fn subject(subject: &Subject) -> Position {
    match subject.kind {
        SubjectKind::User => Position::Identity(subject.name.clone()),
        SubjectKind::Group => Position::Group(subject.name.clone()),
        SubjectKind::ServiceAccount => {
            let namespace = ringfort_facts::kube::effective_namespace(&subject.namespace);
            Position::Identity(identity::support::user_name(namespace, &subject.name))
        }
    }
}

/// The namespaces that were read, each once.
pub(crate) fn namespaces(facts: &Facts) -> Vec<Box<str>> {
    let names = facts.kube.namespaces.iter();
    let mut names: Vec<Box<str>> =
        names.map(|n| ringfort_facts::kube::effective_namespace(&n.name).into()).collect();
    names.sort_unstable();
    names.dedup();
    names
}
