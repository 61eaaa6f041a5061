//! ServiceAccounts and their tokens.

use ringfort_check::facts::kube::{RoleRef, namespace_of};
use ringfort_check::model::kube::{Object, SubjectKind, Workload};
use ringfort_check::{Scene, Value};

/// Does a pod of `workload` get the token of its ServiceAccount mounted?
pub(crate) fn mounts_token(workload: &Workload, scene: &Scene<'_>) -> Value<bool> {
    ringfort_check::facts::kube::mounts_token(workload, scene.facts)
}

/// Is a role bound to the account of `workload` itself, not just to everybody?
pub(crate) fn has_rights(workload: &Workload, object: &Object, scene: &Scene<'_>) -> bool {
    let Some(name) = workload.pod.service_account.known() else { return true };
    let kube = &scene.facts.model.kube;
    let grants = scene.facts.kube.grants_of_account(kube, namespace_of(object), name);
    grants.into_iter().any(|g| {
        let own = match g.subject.kind {
            SubjectKind::Group => g.subject.name.starts_with("system:serviceaccounts:"),
            SubjectKind::User | SubjectKind::ServiceAccount => true,
        };
        own && !matches!(g.role, RoleRef::Read(r) if r.rules.is_empty() && !r.unknown && !r.aggregates)
    })
}
