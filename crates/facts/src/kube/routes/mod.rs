//! Routes: what sends requests from outside the cluster on to Services. Ingresses, routes of OpenShift and of the
//! Gateway API, `VirtualServices` of Istio.

mod gateway;
mod ingress;
mod istio;

use ringfort_model::kube::{Kube, Object, WorkloadId};
use ringfort_source::{Node, Span};

use super::{Exposure, KubeFacts};

/// The kinds of route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RouteKind {
    /// An Ingress.
    Ingress,
    /// A Route of OpenShift.
    OpenShift,
    /// A route of the Gateway API.
    Gateway,
    /// A `VirtualService` of Istio.
    Istio,
}

/// A Service that a route sends to.
#[derive(Clone, Debug)]
pub struct Backend<'k> {
    /// The Service's name.
    pub service: &'k str,
    /// Its namespace; `None`: that of the route.
    pub namespace: Option<&'k str>,
    /// The Service's port, by number or name; `None`: all.
    pub port: Option<&'k Node>,
    /// Does `port` mean the pods' port instead?
    pub port_is_of_pods: bool,
    /// The labels that narrow the Service's pods (a subset of Istio).
    pub labels: Vec<(&'k str, String)>,
    /// Where it is named.
    pub at: Span,
    /// How the route is reached.
    pub front: Front,
}

/// What stands in front of a route.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Front {
    /// Why it is not certain that the route leads there from outside.
    pub doubt: Option<&'static str>,
    /// Where it says that private networks alone reach it.
    pub internal: Option<Span>,
    /// The pods that requests pass, where the files have them.
    pub proxies: Vec<WorkloadId>,
}

impl Front {
    /// Both are in front: what is more certain and more open of the two holds.
    fn or(self, other: Self) -> Self {
        let doubt = if self.doubt.is_none() { None } else { other.doubt };
        let internal = self.internal.filter(|_| other.internal.is_some());
        let proxies = if self.proxies.is_empty() || other.proxies.is_empty() {
            vec![]
        } else {
            let mut all = self.proxies;
            all.extend(other.proxies);
            all
        };
        Self { doubt, internal, proxies }
    }
}

/// The kind of route that `object` is.
pub fn route_kind(object: &Object) -> Option<RouteKind> {
    match (object.group(), &*object.kind) {
        ("networking.k8s.io" | "extensions", "Ingress") => Some(RouteKind::Ingress),
        ("route.openshift.io", "Route") => Some(RouteKind::OpenShift),
        (
            "gateway.networking.k8s.io",
            "HTTPRoute" | "GRPCRoute" | "TCPRoute" | "TLSRoute" | "UDPRoute",
        ) => Some(RouteKind::Gateway),
        ("networking.istio.io", "VirtualService") => Some(RouteKind::Istio),
        _ => None,
    }
}

/// The Services that `route` sends requests from outside to. `doors` are the ways in that are known already: a gateway
/// in the cluster is reached from outside by one of them.
pub fn backends<'k>(
    kube: &'k Kube,
    facts: &'k KubeFacts,
    doors: &[Exposure],
    route: &'k Object,
) -> Vec<Backend<'k>> {
    match route_kind(route) {
        Some(RouteKind::Ingress) => ingress::backends(route),
        Some(RouteKind::OpenShift) => ingress::backends_of_openshift(route),
        Some(RouteKind::Gateway) => gateway::backends(kube, facts, route),
        Some(RouteKind::Istio) => istio::backends(kube, facts, doors, route),
        None => vec![],
    }
}

/// The annotation that asks a cloud for a load balancer of the private network, if `service` has one.
pub fn internal_balancer(service: &Object) -> Option<Span> {
    const INTERNAL: &[(&str, &str)] = &[
        ("service.beta.kubernetes.io/aws-load-balancer-internal", "true"),
        ("service.beta.kubernetes.io/aws-load-balancer-scheme", "internal"),
        ("service.beta.kubernetes.io/azure-load-balancer-internal", "true"),
        ("networking.gke.io/load-balancer-type", "Internal"),
        ("cloud.google.com/load-balancer-type", "Internal"),
    ];
    INTERNAL.iter().find_map(|(key, value)| {
        let node = service.annotation(key).node()?;
        node.scalar().is_some_and(|text| text.eq_ignore_ascii_case(value)).then_some(node.span)
    })
}
