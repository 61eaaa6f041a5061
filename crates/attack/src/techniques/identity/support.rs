//! Names and lists that identities share.

use ringfort_facts::Facts;
use ringfort_model::kube::{ContainerKind, Object, Workload};

use crate::position::{ContainerId, container_id};

/// The user name of a ServiceAccount.
pub(crate) fn user_name(namespace: &str, name: &str) -> Box<str> {
    format!("system:serviceaccount:{namespace}:{name}").into()
}

/// Namespace and name of the ServiceAccount whose user name this is.
pub(crate) fn account_of(user: &str) -> Option<(&str, &str)> {
    user.strip_prefix("system:serviceaccount:")?.split_once(':')
}

/// The workloads that are not processes of the control plane, with their objects.
pub(crate) fn workloads(facts: &Facts) -> impl Iterator<Item = (&Workload, &Object)> {
    let all = facts.model.kube.workloads.iter();
    let own = all.filter(|w| !facts.kube.is_control_plane(w.object));
    own.filter_map(|w| Some((w, facts.object(w)?)))
}

/// The containers of `workload` that stay: an init container is gone when an attacker comes.
pub(crate) fn containers(workload: &Workload) -> impl Iterator<Item = ContainerId> + '_ {
    let stays =
        workload.containers.iter().enumerate().filter(|(_, c)| c.kind != ContainerKind::Init);
    stays.map(|(i, _)| container_id(workload, i))
}
