//! What lets traffic from outside the cluster reach which workload.

use std::collections::BTreeMap;

use ringfort_model::kube::{Kube, Object, ObjectId, WorkloadId};
use ringfort_source::{Node, Span};

use super::routes::{self, RouteKind};
use super::{KubeFacts, share_namespace};

/// The kind of way in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Door {
    /// A Service of type LoadBalancer.
    LoadBalancer,
    /// A Service of type NodePort.
    NodePort,
    /// An Ingress, or a Route of OpenShift.
    Ingress,
    /// A route of the Gateway API or of Istio.
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
    /// Where it says that private networks alone reach it: an internal load balancer, of its own or of its gateway.
    pub internal: Option<Span>,
    /// Why it is not certain that it leads there.
    pub doubt: Option<&'static str>,
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
        let internal = routes::internal_balancer(service);
        let via = service.id;
        let one = |w: &WorkloadId| Exposure { workload: *w, door, via, at, internal, doubt: None };
        found.extend(to.map(one));
    }
    for workload in &kube.workloads {
        for port in workload.containers.iter().flat_map(|c| &c.ports).filter(|p| p.host != 0) {
            let (workload, via) = (workload.id, workload.object);
            found.push(Exposure {
                workload,
                door: Door::HostPort,
                via,
                at: port.span,
                internal: None,
                doubt: None,
            });
        }
    }
    // A gateway of Istio is reached by the other doors, so those are found first.
    let (istio, others): (Vec<&Object>, Vec<&Object>) = kube
        .objects
        .iter()
        .filter(|o| routes::route_kind(o).is_some())
        .partition(|o| routes::route_kind(o) == Some(RouteKind::Istio));
    for route in others.into_iter().chain(istio) {
        let more = by_route(kube, facts, &found, route);
        found.extend(more);
    }
    found
}

/// The ways in that a route opens.
fn by_route(kube: &Kube, facts: &KubeFacts, doors: &[Exposure], route: &Object) -> Vec<Exposure> {
    let door = match routes::route_kind(route) {
        Some(RouteKind::Gateway | RouteKind::Istio) => Door::Gateway,
        _ => Door::Ingress,
    };
    let mut found = vec![];
    for backend in routes::backends(kube, facts, doors, route) {
        let namespace = backend.namespace.unwrap_or(super::namespace_of(route));
        let service = facts.find(kube, route.scope, "Service", namespace, backend.service);
        let Some(service) = service else { continue };
        let fits = |id: &WorkloadId| {
            let labels = kube.workload(*id).map_or(&[][..], |w| &w.labels);
            let has = |k: &str, v: &str| labels.iter().any(|(a, b)| **a == *k && **b == *v);
            backend.labels.iter().all(|(key, value)| has(key, value))
        };
        let to = facts.selected_by(kube, service).into_iter().filter(fits);
        let (via, at) = (route.id, backend.at);
        let (internal, doubt) = (backend.front.internal, backend.front.doubt);
        found.extend(to.map(|workload| Exposure { workload, door, via, at, internal, doubt }));
    }
    found
}
