//! What a service mesh sees of pods: whether they have a proxy, their identity, and who authenticates their callers.
//! It stands among the labels of pods here, under keys that no label can have.

use ringfort_facts::kube::mesh::{Membership, Mesh, annotated_ports};
use ringfort_model::Value;
use ringfort_model::kube::{Object, ObjectId, Workload};

use crate::cluster::{Cluster, namespace_of};
use crate::expr::{Domain, Expr};
use crate::labels::Labels;
use crate::ports::{PortSet, Protocol};

/// Which mesh a pod is in: `istio`, `linkerd`; `none` where in none.
const MEMBER: &str = "(mesh)";
/// How: `sidecar` or `ambient`.
const DATAPLANE: &str = "(dataplane)";
/// The identity: `namespace/account`.
const IDENTITY: &str = "(identity)";
/// The namespace, once more: identities have it too.
const HOME: &str = "(home)";
/// The PeerAuthentication that decides about all ports, and what it decides: `12 STRICT`.
const PEER: &str = "(peer)";
/// The PeerAuthentication that decides about single ports.
const PEER_PORTS: &str = "(peer-ports)";
/// The object that says what Linkerd does by default.
const INBOUND: &str = "(inbound)";

/// Pods of Istio's mesh, with a sidecar or without.
pub(crate) fn in_istio() -> Expr {
    Expr::is(Domain::Pod, MEMBER, "istio")
}

/// Pods of Istio's mesh without a proxy of their own.
pub(crate) fn in_ambient() -> Expr {
    Expr::is(Domain::Pod, DATAPLANE, "ambient")
}

/// Pods of Linkerd's mesh.
pub(crate) fn in_linkerd() -> Expr {
    Expr::is(Domain::Pod, MEMBER, "linkerd")
}

/// Pods about whose callers `policy` decides with `mode`.
pub(crate) fn decided_by(policy: ObjectId, mode: &str) -> Expr {
    Expr::is(Domain::Pod, PEER, &format!("{} {mode}", policy.0))
}

/// Pods about single ports of which `policy` decides.
pub(crate) fn ports_decided_by(policy: ObjectId) -> Expr {
    Expr::is(Domain::Pod, PEER_PORTS, &policy.0.to_string())
}

/// Pods for which `object` says what Linkerd does by default.
pub(crate) fn defaulted_by(object: ObjectId) -> Expr {
    Expr::is(Domain::Pod, INBOUND, &object.0.to_string())
}

/// The parts of an identity that a pattern can be about.
#[derive(Clone, Copy)]
pub(crate) enum Part {
    /// `namespace/account`.
    Identity,
    /// The namespace.
    Namespace,
}

impl Part {
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Identity => IDENTITY,
            Self::Namespace => HOME,
        }
    }
}

/// Adds to the labels of pods what meshes see.
pub(crate) fn labels(
    cluster: &Cluster<'_>,
    workload: &Workload,
    object: &Object,
    labels: Labels,
) -> Labels {
    let mesh = &cluster.facts.kube.mesh;
    let Some(member) = mesh.membership(workload.id) else { return labels };
    let namespace = namespace_of(object);
    let mut labels = match member {
        Membership::In(Mesh::Istio, _) => labels.with(MEMBER, "istio"),
        Membership::In(Mesh::Ambient, _) => labels.with(MEMBER, "istio").with(DATAPLANE, "ambient"),
        Membership::In(Mesh::Linkerd, _) => labels.with(MEMBER, "linkerd"),
        Membership::OptedOut(..) | Membership::Outside => labels.with(MEMBER, "none"),
        Membership::Unknown(_, cause) => {
            let labels = labels.with_keys(&[MEMBER, DATAPLANE]);
            if labels.cause.is_empty() { Labels { cause: cause.clone(), ..labels } } else { labels }
        }
    };
    labels = labels.with(HOME, namespace);
    labels = match &workload.pod.service_account {
        Value::Set(name, _) | Value::Default(name, _) => {
            labels.with(IDENTITY, &format!("{namespace}/{name}"))
        }
        Value::Unknown(..) => labels.with_keys(&[IDENTITY]),
    };
    if let Some(peer) = mesh.peer_mode(workload.id) {
        labels = match (peer.whole.policy, peer.whole.mode.known()) {
            (Some(policy), Some(mode)) => labels.with(PEER, &format!("{} {mode}", policy.0)),
            (None, Some(_)) => labels,
            (_, None) => labels.with_keys(&[PEER]),
        };
        if let Some(policy) = peer.ports.iter().find_map(|(_, s)| s.policy) {
            labels = labels.with(PEER_PORTS, &policy.0.to_string());
        }
    }
    match mesh.inbound(workload.id).and_then(|i| i.by) {
        Some(by) => labels.with(INBOUND, &by.0.to_string()),
        None => labels,
    }
}

/// Do containers declare ports of UDP or SCTP?
pub(crate) fn has_datagrams(workload: &Workload) -> bool {
    workload.containers.iter().flat_map(|c| &c.ports).any(|p| &*p.protocol != "TCP")
}

/// Ports that go past the proxy: those that annotations of the pod leave out, and whatever is not TCP.
pub(crate) fn unproxied(workload: &Workload, object: &Object) -> PortSet {
    let mut ports = PortSet::every(Protocol::Udp).or(&PortSet::every(Protocol::Sctp));
    let names =
        ["traffic.sidecar.istio.io/excludeInboundPorts", "config.linkerd.io/skip-inbound-ports"];
    for (first, last) in
        names.iter().filter_map(|name| annotated_ports(workload, object, name)).flatten()
    {
        let range = PortSet::range(Protocol::Tcp, i64::from(first), i64::from(last));
        ports = ports.or(&range);
    }
    ports
}
