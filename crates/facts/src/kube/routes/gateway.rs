//! Routes of the Gateway API.

use ringfort_model::kube::{Kube, Object};
use ringfort_source::Node;

use super::{Backend, Front};
use crate::kube::{KubeFacts, namespace_of};

/// The Services that a route sends to, if it hangs on something that is open to the outside.
pub(super) fn backends<'k>(kube: &Kube, facts: &KubeFacts, route: &'k Object) -> Vec<Backend<'k>> {
    if !is_outward(kube, facts, route) {
        return vec![];
    }
    let rules = route.at("spec.rules").list();
    let references = rules.iter().flat_map(|r| r.at("backendRefs").list());
    let services = references.filter(|r| r.at("kind").str().is_none_or(|kind| kind == "Service"));
    services.filter_map(backend).collect()
}

fn backend(reference: &Node) -> Option<Backend<'_>> {
    let name = reference.at("name");
    Some(Backend {
        service: name.str()?,
        namespace: reference.at("namespace").str(),
        port: reference.at("port").node(),
        port_is_of_pods: false,
        labels: vec![],
        at: name.span(),
        front: Front::default(),
    })
}

/// Is one of its parents open to the outside? A Service as parent means requests inside a mesh (Gateway API, GAMMA).
fn is_outward(kube: &Kube, facts: &KubeFacts, route: &Object) -> bool {
    let parents = route.at("spec.parentRefs");
    parents.list().is_empty() || parents.list().iter().any(|p| parent(kube, facts, route, p))
}

fn parent(kube: &Kube, facts: &KubeFacts, route: &Object, parent: &Node) -> bool {
    if !matches!(parent.at("kind").str(), None | Some("Gateway" | "ListenerSet" | "XListenerSet")) {
        return false;
    }
    let name = parent.at("name").str();
    let namespace = parent.at("namespace").str().unwrap_or(namespace_of(route));
    let gateway = facts.of_kind(kube, "Gateway").find(|g| {
        let here = g.sees(route) && namespace_of(g) == namespace;
        here && g.group() == "gateway.networking.k8s.io" && Some(&*g.name) == name
    });
    gateway.is_none_or(|g| !is_inward(g))
}

/// Is the Gateway one of the mesh itself: a waypoint, or one whose Service Istio keeps inside the cluster (Istio
/// documentation, "Configure waypoint proxies", and "Kubernetes Gateway API" on the type of the Service)?
fn is_inward(gateway: &Object) -> bool {
    const TYPE: &str = "networking.istio.io/service-type";
    let own = gateway.annotation(TYPE);
    let handed_on = gateway.root.at_keys(&["spec", "infrastructure", "annotations", TYPE]);
    let waypoint = gateway.at("spec.gatewayClassName").str() == Some("istio-waypoint");
    waypoint || own.str() == Some("ClusterIP") || handed_on.str() == Some("ClusterIP")
}
