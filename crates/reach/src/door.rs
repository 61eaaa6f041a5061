//! Doors: what leads traffic from outside the cluster to pods. Services, Ingresses, routes of the Gateway API
//! and of OpenShift, ports of nodes.

use std::collections::HashMap;

use ringfort_model::kube::{Object, ObjectId};
use ringfort_source::{At, Node, Span};

use crate::bits::Tri;
use crate::cluster::{Cluster, namespace_of};
use crate::endpoint::{Endpoint, EndpointId};
use crate::expr::{Domain, Expr};
use crate::policy::RulePorts;
use crate::ports::{PortSet, Protocol};
use crate::read::selector;
use crate::universe::Universe;

/// The kinds of door.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DoorKind {
    /// A Service of type LoadBalancer, or with external addresses.
    LoadBalancer,
    /// A Service of type NodePort.
    NodePort,
    /// A port of the node, or its whole network.
    HostPort,
    /// An Ingress.
    Ingress,
    /// A route of the Gateway API.
    Gateway,
    /// A Route of OpenShift.
    Route,
}

impl DoorKind {
    /// As a word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::LoadBalancer => "load balancer",
            Self::NodePort => "node port",
            Self::HostPort => "port of the node",
            Self::Ingress => "Ingress",
            Self::Gateway => "Gateway route",
            Self::Route => "Route",
        }
    }

    /// Does traffic come from a controller inside the cluster, not from the outside itself?
    pub const fn is_proxied(self) -> bool {
        matches!(self, Self::Ingress | Self::Gateway | Self::Route)
    }
}

/// A door: one object leads to the pods of one endpoint.
#[derive(Clone, Debug)]
pub struct Door {
    /// Its kind.
    pub kind: DoorKind,
    /// The object that opens it.
    pub via: ObjectId,
    /// Where that is written.
    pub at: Span,
    /// Where it leads.
    pub to: EndpointId,
    /// The ports of the pods that it leads to.
    pub ports: PortSet,
    /// Ports that it may lead to.
    pub unknown: PortSet,
    /// Is it certain that it leads there?
    pub certain: bool,
    /// Does it open to private networks only (an internal load balancer)?
    pub internal: bool,
    /// Do the pods see the address of the client, not that of a node (`externalTrafficPolicy: Local`)?
    pub keeps_source: bool,
}

/// A Service, with its pods.
struct Service<'a> {
    object: &'a Object,
    to: Vec<(EndpointId, Tri)>,
}

/// What finding doors needs.
struct Finder<'a, 'c> {
    universe: &'c Universe,
    endpoints: &'c [Endpoint],
    services: Vec<Service<'a>>,
    /// The place of a Service by namespace and name.
    by_name: HashMap<(&'a str, &'a str), usize>,
    found: Vec<Door>,
}

/// All doors.
pub(crate) fn find(
    cluster: &Cluster<'_>,
    universe: &Universe,
    endpoints: &[Endpoint],
) -> Vec<Door> {
    let of = by_member(universe, endpoints);
    let mut services = vec![];
    let mut by_name = HashMap::new();
    for object in cluster.objects().filter(|o| &*o.kind == "Service" && o.group().is_empty()) {
        let namespace = namespace_of(object);
        by_name.entry((namespace, &*object.name)).or_insert(services.len());
        services.push(Service { object, to: pods(universe, &of, object, namespace) });
    }
    let mut finder = Finder { universe, endpoints, services, by_name, found: vec![] };
    finder.services_themselves();
    for object in cluster.objects() {
        finder.routes(object, namespace_of(object));
    }
    finder.ports_of_nodes(cluster);
    finder.found
}

/// The endpoints that a Service selects: same namespace, all labels. `of` gives the endpoints of each member.
fn pods(
    universe: &Universe,
    of: &[Vec<EndpointId>],
    service: &Object,
    namespace: &str,
) -> Vec<(EndpointId, Tri)> {
    let wanted = match service.at("spec.selector") {
        At::Absent(_) => return vec![],
        At::Unknown(node) => Expr::Unknown(node.cause().into()),
        At::Set(node) => Expr::and(node.entries().iter().map(|e| match e.value.scalar() {
            Some(value) => Expr::is(Domain::Pod, &e.key, &value),
            None => Expr::Unknown(e.value.cause().into()),
        })),
    };
    if wanted == Expr::All {
        return vec![];
    }
    let selected = universe.select(&Expr::and([selector::in_namespace(namespace), wanted]));
    let sure = selected.yes.iter().map(|n| (n, Tri::Yes));
    let all = sure.chain(selected.maybe.iter().map(|n| (n, Tri::Maybe)));
    let mut found: Vec<_> =
        all.flat_map(|(n, t)| of.get(n).into_iter().flatten().map(move |id| (*id, t))).collect();
    found.sort_by_key(|(id, _)| *id);
    found
}

/// The endpoints of each member of the universe.
fn by_member(universe: &Universe, endpoints: &[Endpoint]) -> Vec<Vec<EndpointId>> {
    let mut of = vec![vec![]; universe.members.len()];
    for endpoint in endpoints {
        if let Some(list) = of.get_mut(endpoint.member.0 as usize) {
            list.push(endpoint.id);
        }
    }
    of
}

impl Finder<'_, '_> {
    fn services_themselves(&mut self) {
        let mut found = vec![];
        for (n, service) in self.services.iter().enumerate() {
            let kind = service.object.at("spec.type");
            let external = service.object.at("spec.externalIPs");
            let (kind, at) = match kind.str() {
                Some("LoadBalancer") => (DoorKind::LoadBalancer, kind.span()),
                Some("NodePort") => (DoorKind::NodePort, kind.span()),
                _ if !external.list().is_empty() => (DoorKind::LoadBalancer, external.span()),
                _ => continue,
            };
            let internal = is_internal(service.object);
            let keeps = service.object.at("spec.externalTrafficPolicy").str() == Some("Local");
            for port in service.object.at("spec.ports").list() {
                found.push((n, kind, at, internal, keeps, target(port)));
            }
        }
        for (n, kind, at, internal, keeps, ports) in found {
            let Some(via) = self.services.get(n).map(|s| s.object.id) else { continue };
            self.lead(n, &Lead { kind, via, at, internal, keeps }, &ports);
        }
    }

    /// Doors of `lead` to the pods of the Service `n`.
    fn lead(&mut self, n: usize, lead: &Lead, ports: &RulePorts) {
        let to = self.services.get(n).map(|s| s.to.clone()).unwrap_or_default();
        for (endpoint, certain) in to {
            let traits = self
                .endpoints
                .get(endpoint.0 as usize)
                .and_then(|e| self.universe.members.get(e.member.0 as usize));
            let mut known = (ports.numbers.clone(), ports.unknown.clone());
            for (protocol, name) in &ports.names {
                let (sure, open) = traits.map(|t| t.named(name, *protocol)).unwrap_or_default();
                known = (known.0.or(&sure), known.1.or(&open));
            }
            self.found.push(Door {
                kind: lead.kind,
                via: lead.via,
                at: lead.at,
                to: endpoint,
                ports: known.0,
                unknown: known.1,
                certain: certain == Tri::Yes,
                internal: lead.internal,
                keeps_source: lead.keeps,
            });
        }
    }

    fn routes(&mut self, object: &Object, own: &str) {
        let kind = match (object.group(), &*object.kind) {
            ("networking.k8s.io" | "extensions", "Ingress") => DoorKind::Ingress,
            ("route.openshift.io", "Route") => DoorKind::Route,
            (
                "gateway.networking.k8s.io",
                "HTTPRoute" | "GRPCRoute" | "TCPRoute" | "TLSRoute" | "UDPRoute",
            ) => DoorKind::Gateway,
            _ => return,
        };
        let backends = match kind {
            DoorKind::Ingress => ingress_backends(object),
            DoorKind::Route => route_backends(object),
            _ => gateway_backends(object),
        };
        for backend in backends {
            let namespace = backend.namespace.unwrap_or(own);
            let Some(n) = self.by_name.get(&(namespace, backend.service)).copied() else {
                continue;
            };
            let ports = self.services.get(n).map(|s| backend.ports(s.object)).unwrap_or_default();
            let lead = Lead { kind, via: object.id, at: backend.at, internal: false, keeps: false };
            self.lead(n, &lead, &ports);
        }
    }

    /// Ports that pods take on their node.
    fn ports_of_nodes(&mut self, cluster: &Cluster<'_>) {
        for endpoint in self.endpoints {
            let workload = endpoint.workload.and_then(|id| cluster.facts.model.kube.workload(id));
            let Some(workload) = workload else { continue };
            let whole = endpoint.host_network == Some(true);
            for port in workload.containers.iter().flat_map(|c| &c.ports) {
                let Some(protocol) = Protocol::read(&port.protocol) else { continue };
                if port.host == 0 && !whole {
                    continue;
                }
                self.found.push(Door {
                    kind: DoorKind::HostPort,
                    via: endpoint.object,
                    at: port.span,
                    to: endpoint.id,
                    ports: PortSet::one(protocol, port.number),
                    unknown: PortSet::none(),
                    certain: true,
                    internal: false,
                    keeps_source: true,
                });
            }
        }
    }
}

/// What the doors of one object share.
struct Lead {
    kind: DoorKind,
    via: ObjectId,
    at: Span,
    internal: bool,
    keeps: bool,
}

/// The ports of the pods that a Service's port leads to: `targetPort`, else the same number.
fn target(port: &Node) -> RulePorts {
    let mut ports = RulePorts::default();
    let Ok(protocol) = crate::read::protocol(port.at("protocol")) else {
        return RulePorts::unknown();
    };
    let target = match port.at("targetPort") {
        At::Absent(_) => port.at("port"),
        at => at,
    };
    crate::read::add_port(&mut ports, protocol, target, At::Absent(port.span));
    ports
}

/// Annotations that ask a cloud for a load balancer of the private network.
fn is_internal(service: &Object) -> bool {
    [
        ("service.beta.kubernetes.io/aws-load-balancer-internal", "true"),
        ("service.beta.kubernetes.io/aws-load-balancer-scheme", "internal"),
        ("service.beta.kubernetes.io/azure-load-balancer-internal", "true"),
        ("networking.gke.io/load-balancer-type", "Internal"),
        ("cloud.google.com/load-balancer-type", "Internal"),
    ]
    .iter()
    .any(|(key, value)| {
        let written = service.annotation(key).node().and_then(Node::scalar);
        written.is_some_and(|text| text.eq_ignore_ascii_case(value))
    })
}

/// Where a route sends to.
struct Backend<'o> {
    service: &'o str,
    namespace: Option<&'o str>,
    /// The Service's port, by number or name; `None`: all.
    port: Option<&'o Node>,
    /// Does `port` mean the pods' port instead (Route)?
    of_pods: bool,
    at: Span,
}

impl Backend<'_> {
    fn ports(&self, service: &Object) -> RulePorts {
        let wanted = self.port.and_then(Node::scalar);
        let is = |port: &Node, key: &str| port.at(key).node().and_then(Node::scalar) == wanted;
        let fits = |port: &&Node| {
            wanted.is_none()
                || is(port, "name")
                || is(port, if self.of_pods { "targetPort" } else { "port" })
                || self.of_pods && port.at("targetPort").is_absent() && is(port, "port")
        };
        let mut ports = RulePorts::default();
        for port in service.at("spec.ports").list().iter().filter(fits) {
            let more = target(port);
            ports.numbers = ports.numbers.or(&more.numbers);
            ports.unknown = ports.unknown.or(&more.unknown);
            ports.names.extend(more.names);
        }
        ports
    }
}

fn ingress_backends(ingress: &Object) -> Vec<Backend<'_>> {
    let spec = ingress.at("spec");
    let mut backends = vec![];
    let paths = spec.key("rules").list().iter().flat_map(|r| r.at("http.paths").list());
    let listed = paths.map(|p| p.at("backend"));
    for at in [spec.key("defaultBackend"), spec.key("backend")].into_iter().chain(listed) {
        let (name, port) = match at.key("service") {
            At::Set(_) => {
                let port = at.key("service").key("port");
                (
                    at.key("service").key("name"),
                    port.key("number").node().or(port.key("name").node()),
                )
            }
            _ => (at.key("serviceName"), at.key("servicePort").node()),
        };
        let Some(service) = name.str() else { continue };
        backends.push(Backend { service, namespace: None, port, of_pods: false, at: name.span() });
    }
    backends
}

fn route_backends(route: &Object) -> Vec<Backend<'_>> {
    let spec = route.at("spec");
    let port = spec.key("port").key("targetPort").node();
    let others = spec.key("alternateBackends").list().iter().map(At::Set);
    let all = std::iter::once(spec.key("to")).chain(others);
    all.filter_map(|to| {
        let name = to.key("name");
        Some(Backend {
            service: name.str()?,
            namespace: None,
            port,
            of_pods: true,
            at: name.span(),
        })
    })
    .collect()
}

fn gateway_backends(route: &Object) -> Vec<Backend<'_>> {
    let rules = route.at("spec.rules").list();
    let references = rules.iter().flat_map(|r| r.at("backendRefs").list());
    references
        .filter(|r| r.at("kind").str().is_none_or(|kind| kind == "Service"))
        .filter_map(|r| {
            let name = r.at("name");
            let (namespace, port) = (r.at("namespace").str(), r.at("port").node());
            Some(Backend { service: name.str()?, namespace, port, of_pods: false, at: name.span() })
        })
        .collect()
}
