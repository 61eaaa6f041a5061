//! Names, lists and controls that identities share.

use std::sync::Arc;

use ringfort_facts::Facts;
use ringfort_model::Value;
use ringfort_model::kube::{ContainerKind, Object, Workload};
use ringfort_source::{At, Node, Span};

use crate::control::{Control, Standing};
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

/// A token that is not mounted cannot be read.
pub(super) fn token_mounted(mounts: &Value<bool>, object: &Object) -> Control {
    let standing = match mounts {
        Value::Set(false, at) | Value::Default(false, at) => {
            Standing::InPlace(*at, "no token is mounted".into())
        }
        Value::Set(true, at) | Value::Default(true, at) => Standing::Absent(Some(*at)),
        Value::Unknown(at, cause) => Standing::Unknown(*at, cause.clone()),
    };
    let scope = Arc::clone(&object.resource);
    let id = "cluster/service-account-hygiene";
    Control { id, target: scope.clone(), scope, standing }
}

/// A DaemonSet has a pod on every node; of all others it is not known which nodes they run on.
pub(super) fn shares_every_node(object: &Object) -> bool {
    &*object.kind == "DaemonSet"
}

/// What is not known about `object` and a node of which only the pool is known.
pub(super) fn doubt_of_node(object: &Object) -> String {
    if shares_every_node(object) {
        return String::new();
    }
    format!("whether a pod of {} runs on that node", object.resource)
}

/// Labels and taints of the nodes of a control plane.
const CONTROL_PLANE: &[&str] =
    &["node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master"];

/// Where the pods of `workload` are sent to nodes of the control plane, and whether to those alone: by a node selector, or
/// as a DaemonSet that tolerates their taint.
pub(crate) fn on_control_plane(workload: &Workload, object: &Object) -> Option<(Span, bool)> {
    let spec = workload.spec(object)?;
    let selector = spec.at("nodeSelector").node().map_or(&[][..], Node::entries);
    if let Some(entry) = selector.iter().find(|e| CONTROL_PLANE.contains(&&*e.key)) {
        return Some((entry.key_span, true));
    }
    let tolerates = |entry: &&Node| match entry.at("key") {
        At::Absent(_) => entry.at("operator").str() == Some("Exists"),
        key => key.str().is_some_and(|k| CONTROL_PLANE.contains(&k)),
    };
    // A toleration of one effect helps only if that is the taint's.
    let effect = |entry: &&Node| !matches!(entry.at("effect").str(), Some(e) if e != "NoSchedule");
    let toleration = spec.at("tolerations").list().iter().find(|e| tolerates(e) && effect(e))?;
    shares_every_node(object).then_some((toleration.span, false))
}
