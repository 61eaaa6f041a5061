//! Service meshes: which pods have a proxy, how the mesh authenticates their callers, and what it does by default.
//! Istio (sidecars and ambient) and Linkerd.

mod inbound;
mod membership;
mod peer;
mod settings;

use ringfort_model::kube::{Kube, Object, Workload, WorkloadId};
use ringfort_source::Span;

use super::KubeFacts;

pub use inbound::{DefaultInbound, Inbound};
pub use membership::{Membership, Mesh};
pub use peer::{PeerMode, PeerSetting};
pub use settings::MeshSettings;

/// What follows about service meshes.
#[derive(Debug, Default)]
pub struct MeshFacts {
    members: Vec<Membership>,
    peers: Vec<Option<PeerMode>>,
    inbound: Vec<Option<Inbound>>,
    /// The first object or label of Istio, if the files have one.
    pub istio: Option<Span>,
    /// The first object or annotation of Linkerd, if the files have one.
    pub linkerd: Option<Span>,
    /// Settings of Istio's control plane.
    pub settings: MeshSettings,
}

impl MeshFacts {
    /// Derives everything.
    pub(super) fn derive(kube: &Kube, facts: &KubeFacts) -> Self {
        let mut found = Self { settings: settings::read(kube, facts), ..Self::default() };
        (found.istio, found.linkerd) = membership::seen(kube);
        if !found.is_used() {
            return found;
        }
        let rules = peer::Rules::read(kube, facts, &found.settings);
        for workload in &kube.workloads {
            let Some(object) = kube.object(workload.object) else { continue };
            let namespace = facts.find(kube, object.scope, "Namespace", "", namespace(object));
            let member = membership::of(&found, workload, object, namespace);
            let istio = matches!(member, Membership::In(Mesh::Istio | Mesh::Ambient, _));
            let linkerd = matches!(member, Membership::In(Mesh::Linkerd, _));
            let perhaps = matches!(member, Membership::Unknown(..));
            let peer = (istio || perhaps).then(|| rules.of(workload, object));
            let inbound = (linkerd || perhaps && found.linkerd.is_some())
                .then(|| inbound::of(workload, object, namespace));
            found.members.push(member);
            found.peers.push(peer);
            found.inbound.push(inbound);
        }
        found
    }

    /// Do the files speak of a mesh at all?
    pub fn is_used(&self) -> bool {
        self.istio.is_some() || self.linkerd.is_some()
    }

    /// Are pods in Istio's mesh without a proxy of their own (ambient)?
    pub fn has_ambient(&self) -> bool {
        self.members.iter().any(|m| matches!(m, Membership::In(Mesh::Ambient, _)))
    }

    /// Whether the pods of `workload` have the proxy of a mesh; `None` where the files speak of no mesh.
    pub fn membership(&self, workload: WorkloadId) -> Option<&Membership> {
        self.members.get(workload.0 as usize)
    }

    /// How Istio authenticates the callers of `workload`; `None` where it is not one of Istio's pods.
    pub fn peer_mode(&self, workload: WorkloadId) -> Option<&PeerMode> {
        self.peers.get(workload.0 as usize)?.as_ref()
    }

    /// What Linkerd does by default with connections to `workload`; `None` where it is not one of Linkerd's pods.
    pub fn inbound(&self, workload: WorkloadId) -> Option<&Inbound> {
        self.inbound.get(workload.0 as usize)?.as_ref()
    }
}

fn namespace(object: &Object) -> &str {
    super::namespace_of(object)
}

/// Is the object one of Istio's?
pub fn is_istio(object: &Object) -> bool {
    matches!(object.group(), "security.istio.io" | "networking.istio.io" | "telemetry.istio.io")
}

/// Ports in an annotation of `workload`: `8080,9090`. `None` where it is not known.
pub fn annotated_ports(
    workload: &Workload,
    object: &Object,
    name: &str,
) -> Option<Vec<(u16, u16)>> {
    let at = workload.annotation(object, name);
    if at.is_unknown() {
        return None;
    }
    let text = at.node().and_then(ringfort_source::Node::scalar).unwrap_or_default();
    let words = text.split(',').map(str::trim).filter(|w| !w.is_empty());
    let range = |word: &str| -> Option<(u16, u16)> {
        let (first, last) = word.split_once('-').unwrap_or((word, word));
        Some((first.trim().parse().ok()?, last.trim().parse().ok()?))
    };
    Some(words.filter_map(range).collect())
}
