//! What the rights have in common: a grant whose rules give something, to whoever acts as its subject at the
//! API server.

use crate::control::Control;
use crate::grants::{Granted, Hit, Wanted};
use crate::ground::{Ground, Step};
use crate::position::{Position, Right};

/// Everything that runs pods.
pub(super) const WORKLOADS: &[(&str, &str)] = &[
    ("", "pods"),
    ("", "replicationcontrollers"),
    ("apps", "deployments"),
    ("apps", "daemonsets"),
    ("apps", "statefulsets"),
    ("apps", "replicasets"),
    ("batch", "jobs"),
    ("batch", "cronjobs"),
];

/// Verbs that change an object.
pub(super) const CHANGE: &[&str] = &["update", "patch"];
/// Verbs that make or change an object.
pub(super) const WRITE: &[&str] = &["create", "update", "patch"];

/// Adds an instance for each grant that gives `wanted`: its subject holds `right` in the grant's scope.
pub(super) fn each(g: &mut Ground<'_>, control: &'static str, wanted: Wanted, right: Right) {
    each_to(g, control, wanted, &|granted| Some(Position::Right(right, granted.scope.clone())));
}

/// The same for rights on things of the whole cluster, which a RoleBinding cannot give.
pub(super) fn each_cluster(
    g: &mut Ground<'_>,
    control: &'static str,
    wanted: Wanted,
    right: Right,
) {
    let everywhere = |granted: &Granted| {
        (&*granted.scope == "*").then(|| Position::Right(right, granted.scope.clone()))
    };
    each_to(g, control, wanted, &everywhere);
}

/// The same with a head of its own.
pub(super) fn each_to(
    g: &mut Ground<'_>,
    control: &'static str,
    wanted: Wanted,
    head: &dyn Fn(&Granted) -> Option<Position>,
) {
    for granted in g.grants.clone().iter() {
        if let (Some(hit), Some(head)) = (granted.gives(wanted, false), head(granted)) {
            step(g, granted, &hit, head, control).add();
        }
    }
}

/// An instance that `granted` gives by `hit`.
pub(super) fn step<'g, 'a>(
    g: &'g mut Ground<'a>,
    granted: &Granted,
    hit: &Hit,
    head: Position,
    control: &'static str,
) -> Step<'g, 'a> {
    let least = Control::missing_for(control, granted.binding.clone(), granted.at);
    let step = g
        .step(head)
        .from(granted.subject.clone())
        .proof(granted.at, "bound here")
        .unless(least)
        .detail(format!("{} by role {}", hit.what, granted.role));
    match hit.at {
        Some(at) => step.proof(at, "the rule that gives it"),
        None => step,
    }
}

/// The namespaces that were read, each once.
pub(super) fn namespaces(g: &Ground<'_>) -> Vec<Box<str>> {
    crate::techniques::namespaces(g.facts)
}
