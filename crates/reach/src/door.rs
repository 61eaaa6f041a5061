//! Doors: what leads traffic from outside the cluster to pods. Services, Ingresses, routes of the Gateway API,
//! of Istio and of OpenShift, ports of nodes.

use std::collections::HashMap;

use ringfort_facts::kube::routes::{self, Backend, RouteKind, route_kind};
use ringfort_model::kube::{Object, ObjectId};
use ringfort_source::{At, Node, Span};

use crate::bits::{Tri, TriBits};
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
    /// A `VirtualService` behind a Gateway of Istio.
    Istio,
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
            Self::Istio => "route of Istio",
        }
    }

    /// Does traffic come from a controller inside the cluster, not from the outside itself?
    pub const fn is_proxied(self) -> bool {
        matches!(self, Self::Ingress | Self::Gateway | Self::Route | Self::Istio)
    }

    const fn of(route: RouteKind) -> Self {
        match route {
            RouteKind::Ingress => Self::Ingress,
            RouteKind::OpenShift => Self::Route,
            RouteKind::Gateway => Self::Gateway,
            RouteKind::Istio => Self::Istio,
        }
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
    /// The pods that traffic passes on its way, where the files have them.
    pub proxies: Vec<EndpointId>,
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
        finder.routes(cluster, object);
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
            let internal = routes::internal_balancer(service.object).is_some();
            let keeps = service.object.at("spec.externalTrafficPolicy").str() == Some("Local");
            for port in service.object.at("spec.ports").list() {
                found.push((n, kind, at, internal, keeps, target(port)));
            }
        }
        for (n, kind, at, internal, keeps, ports) in found {
            let Some(via) = self.services.get(n).map(|s| s.object.id) else { continue };
            let (certain, subset, proxies) = (true, None, vec![]);
            let lead = Lead { kind, via, at, internal, keeps, certain, subset, proxies };
            self.lead(n, &lead, &ports);
        }
    }

    /// Doors of `lead` to the pods of the Service `n`.
    fn lead(&mut self, n: usize, lead: &Lead, ports: &RulePorts) {
        let to = self.services.get(n).map(|s| s.to.clone()).unwrap_or_default();
        let subset = lead.subset.as_ref().map(|labels| self.universe.select(labels));
        for (endpoint, selected) in to {
            let member = self.endpoints.get(endpoint.0 as usize).map(|e| e.member.0 as usize);
            let part = |bits: &TriBits| member.map_or(Tri::No, |m| bits.at(m));
            let certain = selected.and(subset.as_ref().map_or(Tri::Yes, part));
            if certain == Tri::No {
                continue;
            }
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
                certain: certain == Tri::Yes && lead.certain,
                internal: lead.internal,
                keeps_source: lead.keeps,
                proxies: lead.proxies.clone(),
            });
        }
    }

    fn routes(&mut self, cluster: &Cluster<'_>, object: &Object) {
        let Some(kind) = route_kind(object).map(DoorKind::of) else { return };
        let kube = &cluster.facts.kube;
        let found = routes::backends(&cluster.facts.model.kube, kube, &kube.exposures, object);
        for backend in found {
            let namespace = backend.namespace.unwrap_or(namespace_of(object));
            let Some(n) = self.by_name.get(&(namespace, backend.service)).copied() else {
                continue;
            };
            let ports = self.services.get(n).map(|s| ports_of(&backend, s.object));
            let labels = backend.labels.iter().map(|(key, v)| Expr::is(Domain::Pod, key, v));
            let proxy =
                |e: &&Endpoint| e.workload.is_some_and(|id| backend.front.proxies.contains(&id));
            let lead = Lead {
                kind,
                via: object.id,
                at: backend.at,
                internal: backend.front.internal.is_some(),
                keeps: false,
                certain: backend.front.doubt.is_none(),
                subset: Some(labels.collect::<Vec<_>>()).filter(|l| !l.is_empty()).map(Expr::and),
                proxies: self.endpoints.iter().filter(proxy).map(|e| e.id).collect(),
            };
            self.lead(n, &lead, &ports.unwrap_or_default());
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
                    proxies: vec![],
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
    certain: bool,
    /// The labels that narrow the Service's pods.
    subset: Option<Expr>,
    proxies: Vec<EndpointId>,
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

/// The ports of the pods that a backend means, of its Service.
fn ports_of(backend: &Backend<'_>, service: &Object) -> RulePorts {
    let wanted = backend.port.and_then(Node::scalar);
    let is = |port: &Node, key: &str| port.at(key).node().and_then(Node::scalar) == wanted;
    let of_pods = backend.port_is_of_pods;
    let fits = |port: &&Node| {
        wanted.is_none()
            || is(port, "name")
            || is(port, if of_pods { "targetPort" } else { "port" })
            || of_pods && port.at("targetPort").is_absent() && is(port, "port")
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
