//! ServiceAccounts and their tokens.

use ringfort_check::facts::kube::{RoleRef, namespace_of};
use ringfort_check::model::kube::{Object, SubjectKind, Workload};
use ringfort_check::{Scene, Value};

/// Does a pod of `workload` get the token of its ServiceAccount mounted? The pod decides, else the
/// ServiceAccount, else the API's default, which is yes. Unknown where an account of its own was not read.
pub(crate) fn mounts_token(workload: &Workload, scene: &Scene<'_>) -> Value<bool> {
    match &workload.pod.automount {
        Value::Set(Some(mounts), at) => return Value::Set(*mounts, *at),
        Value::Unknown(at, cause) => return Value::Unknown(*at, cause.clone()),
        Value::Set(None, _) | Value::Default(..) => {}
    }
    let at = workload.pod.automount.span();
    match scene.facts.kube.service_account(&scene.facts.model.kube, workload) {
        Some(account) => Value::bool(account.at("automountServiceAccountToken"), true),
        None if workload.pod.service_account.is(&"default".to_owned()) => Value::Default(true, at),
        None => {
            Value::Unknown(at, "the ServiceAccount, which may switch it off, was not read".into())
        }
    }
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
