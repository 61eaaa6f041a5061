//! What lets traffic from outside the cluster reach which workload.

use std::collections::BTreeMap;

use ringfort_model::kube::{Kube, Object, ObjectId, WorkloadId};
use ringfort_source::{Node, Span};

use super::{KubeFacts, share_namespace};

/// The kind of way in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Door {
    /// A Service of type LoadBalancer.
    LoadBalancer,
    /// A Service of type NodePort.
    NodePort,
    /// An Ingress.
    Ingress,
    /// A Gateway API route.
    Gateway,
    /// A port of the node itself.
    HostPort,
}

/// One way in: through `via` to the pods of `workload`.
#[derive(Clone, Debug)]
pub struct Exposure {
    /// The workload that is reached.
    pub workload: WorkloadId,
    /// How.
    pub door: Door,
    /// The object that opens it: the Service, Ingress, route, or the workload itself.
    pub via: ObjectId,
    /// Where that is written.
    pub at: Span,
}

impl KubeFacts {
    /// The workloads whose pods `service` selects: same namespace, all labels of its selector.
    pub fn selected_by(&self, kube: &Kube, service: &Object) -> Vec<WorkloadId> {
        let wanted: Vec<_> =
            service.at("spec.selector").node().map_or(&[][..], Node::entries).to_vec();
        if wanted.is_empty() {
            return vec![];
        }
        let fits = |labels: &[(Box<str>, Box<str>)]| {
            wanted.iter().all(|e| {
                labels.iter().any(|(k, v)| *k == e.key && e.value.scalar().as_deref() == Some(v))
            })
        };
        let here = |id| kube.object(id).is_some_and(|o| share_namespace(o, service));
        let found = kube.workloads.iter().filter(|w| here(w.object) && fits(&w.labels));
        found.map(|w| w.id).collect()
    }

    /// The ways into `workload`.
    pub fn exposures_of(&self, workload: WorkloadId) -> impl Iterator<Item = &Exposure> {
        self.exposures.iter().filter(move |e| e.workload == workload)
    }
}

pub(super) fn derive(kube: &Kube, facts: &KubeFacts) -> Vec<Exposure> {
    let mut found = vec![];
    let selected: BTreeMap<ObjectId, Vec<WorkloadId>> =
        facts.of_kind(kube, "Service").map(|s| (s.id, facts.selected_by(kube, s))).collect();
    for service in facts.of_kind(kube, "Service") {
        let door = match service.at("spec.type").str() {
            Some("LoadBalancer") => Door::LoadBalancer,
            Some("NodePort") => Door::NodePort,
            _ => continue,
        };
        let at = service.at("spec.type").span();
        let to = selected.get(&service.id).into_iter().flatten();
        found.extend(to.map(|w| Exposure { workload: *w, door, via: service.id, at }));
    }
    for (kind, door) in
        [("Ingress", Door::Ingress), ("HTTPRoute", Door::Gateway), ("GRPCRoute", Door::Gateway)]
    {
        for route in facts.of_kind(kube, kind) {
            for (name, namespace, at) in backends(route) {
                let ns = namespace.or(route.namespace.as_deref()).unwrap_or("");
                let Some(service) = facts.find(kube, route.scope, "Service", ns, name) else {
                    continue;
                };
                let to = selected.get(&service.id).into_iter().flatten();
                found.extend(to.map(|w| Exposure { workload: *w, door, via: route.id, at }));
            }
        }
    }
    for workload in &kube.workloads {
        for port in workload.containers.iter().flat_map(|c| &c.ports).filter(|p| p.host != 0) {
            let (workload, via) = (workload.id, workload.object);
            found.push(Exposure { workload, door: Door::HostPort, via, at: port.span });
        }
    }
    found
}

/// The Services that an Ingress or route sends to: name, namespace where written, place.
fn backends(route: &Object) -> Vec<(&str, Option<&str>, Span)> {
    let mut found = vec![];
    if let Some(name) = route.at("spec.defaultBackend.service.name").node() {
        found.extend(name.as_str().map(|n| (n, None, name.span)));
    }
    for rule in route.at("spec.rules").list() {
        for path in rule.at("http.paths").list() {
            let name =
                path.at("backend.service.name").node().or(path.at("backend.serviceName").node());
            found.extend(name.and_then(|n| Some((n.as_str()?, None, n.span))));
        }
        for backend in rule.at("backendRefs").list() {
            let name = backend.at("name").node();
            let namespace = backend.at("namespace").str();
            found.extend(name.and_then(|n| Some((n.as_str()?, namespace, n.span))));
        }
    }
    found
}
