//! `VirtualServices` of Istio: what they send to behind a Gateway. Source: the Istio reference on Virtual Service and
//! Gateway. Without `gateways`, or with the word `mesh` alone, they are about requests inside the mesh.

use ringfort_model::kube::{Kube, Object, Workload};
use ringfort_source::{At, Node};

use super::{Backend, Front};
use crate::kube::{Door, Exposure, KubeFacts, namespace_of, share_namespace};

/// What reading routes needs.
struct Reader<'k, 'f> {
    kube: &'k Kube,
    facts: &'k KubeFacts,
    doors: &'f [Exposure],
    route: &'k Object,
}

/// The Services that a `VirtualService` sends requests of gateways to.
pub(super) fn backends<'k>(
    kube: &'k Kube,
    facts: &'k KubeFacts,
    doors: &[Exposure],
    route: &'k Object,
) -> Vec<Backend<'k>> {
    let reader = Reader { kube, facts, doors, route };
    let mut found = vec![];
    for (list, rule) in reader.rules() {
        let Some(front) = reader.front(list, rule) else { continue };
        let (routes, mirrors) = (rule.at("route").list(), rule.at("mirrors").list());
        let destinations = routes.iter().chain(mirrors).map(|r| r.at("destination"));
        let all = destinations.chain([rule.at("mirror")]);
        found.extend(all.filter_map(|to| reader.backend(to, &front)));
    }
    found
}

impl<'k> Reader<'k, '_> {
    /// The rules with the list they stand in, those of a `VirtualService` that a rule delegates to among them.
    fn rules(&self) -> Vec<(&'static str, &'k Node)> {
        let mut found: Vec<(&'static str, &'k Node)> = vec![];
        for list in ["http", "tls", "tcp"] {
            let rules = self.route.at("spec").key(list).list().iter();
            found.extend(rules.map(|rule| (list, rule)));
        }
        let delegated: Vec<_> = found.iter().filter_map(|(_, rule)| self.delegate(rule)).collect();
        let more = delegated.iter().flat_map(|o| o.at("spec.http").list());
        found.extend(more.map(|rule| ("http", rule)));
        found
    }

    fn delegate(&self, rule: &'k Node) -> Option<&'k Object> {
        let name = rule.at("delegate").key("name").str()?;
        let namespace = rule.at("delegate").key("namespace").str();
        let namespace = namespace.unwrap_or(namespace_of(self.route));
        self.facts.find(self.kube, self.route.scope, "VirtualService", namespace, name)
    }

    /// What stands in front of a rule; `None` where nothing outside the mesh reaches it.
    fn front(&self, list: &str, rule: &Node) -> Option<Front> {
        let unknown = |doubt| Some(Front { doubt: Some(doubt), ..Front::default() });
        let bound = match self.route.at("spec.gateways") {
            At::Absent(_) => return None,
            At::Unknown(_) => return unknown("the gateways of the route are not known"),
            At::Set(node) => node.items(),
        };
        let names = bound.iter().filter_map(|n| n.as_str()).filter(|n| *n != "mesh");
        let fronts = names.filter(|name| applies(rule, name)).filter_map(|n| self.gateway(list, n));
        fronts.reduce(Front::or)
    }

    /// What stands in front of the Gateway `name`; `None` where it does not take requests of this kind from outside.
    fn gateway(&self, list: &str, name: &str) -> Option<Front> {
        let (namespace, name) = name.split_once('/').unwrap_or((namespace_of(self.route), name));
        let gateway = self.facts.of_kind(self.kube, "Gateway").find(|g| {
            let here = g.sees(self.route) && namespace_of(g) == namespace;
            here && g.group() == "networking.istio.io" && *g.name == *name
        });
        let Some(gateway) = gateway else {
            let doubt = Some("the Gateway of the route is not in the files");
            return Some(Front { doubt, ..Front::default() });
        };
        let servers = gateway.at("spec.servers");
        let fits = |s: &Node| takes(s, list) && self.shares_host(gateway, s);
        if !servers.is_unknown() && !servers.list().iter().any(fits) {
            return None;
        }
        self.outside_of(gateway)
    }

    /// Do a host of the server (`[NAMESPACE/]HOST`) and one of the route have names in common?
    fn shares_host(&self, gateway: &Object, server: &Node) -> bool {
        let own = self.route.at("spec.hosts").list();
        let fits = |written: &str| {
            let (namespace, host) = written.split_once('/').unwrap_or(("*", written));
            let here = match namespace {
                "*" => true,
                "." => share_namespace(gateway, self.route),
                named => named == namespace_of(self.route),
            };
            here && own.iter().any(|n| n.as_str().is_none_or(|o| overlap(host, o)))
        };
        server.at("hosts").list().iter().any(|n| n.as_str().is_none_or(fits))
    }

    /// Who reaches the pods of the Gateway. Where the files do not have them it is an edge of the mesh, as it is meant to
    /// be, unless its label says that it is for requests that leave.
    fn outside_of(&self, gateway: &Object) -> Option<Front> {
        let wanted = gateway.at("spec.selector").node().map_or(&[][..], Node::entries);
        let labels: Vec<(&str, String)> =
            wanted.iter().filter_map(|e| Some((&*e.key, e.value.scalar()?))).collect();
        let fits = |w: &&Workload| {
            let seen = self.kube.object(w.object).is_some_and(|o| o.sees(gateway));
            seen && !labels.is_empty() && labels.iter().all(|(k, v)| w.label(k) == Some(v))
        };
        let pods: Vec<&Workload> = self.kube.workloads.iter().filter(fits).collect();
        if pods.is_empty() {
            let leaves = labels.iter().any(|(_, value)| value.contains("egress"));
            return (!leaves).then(Front::default);
        }
        let proxies = pods.iter().map(|w| w.id).collect();
        if pods.iter().any(|w| w.pod.host_network.is(&true)) {
            return Some(Front { proxies, ..Front::default() });
        }
        let ways: Vec<&Exposure> =
            self.doors.iter().filter(|d| pods.iter().any(|w| w.id == d.workload)).collect();
        let inside = |d: &&Exposure| {
            let service = self.kube.object(d.via).filter(|_| d.door == Door::LoadBalancer);
            service.and_then(super::internal_balancer)
        };
        let internal = ways.iter().map(inside).collect::<Option<Vec<_>>>();
        let internal = internal.and_then(|all| all.first().copied());
        (!ways.is_empty()).then_some(Front { doubt: None, internal, proxies })
    }

    /// A destination: the short name of a Service means one of the route's namespace.
    fn backend(&self, to: At<'k>, front: &Front) -> Option<Backend<'k>> {
        let host = to.key("host");
        let (service, namespace) = match host.str()?.split_once('.') {
            None => (host.str()?, None),
            Some((name, rest)) => {
                let (namespace, _) = rest.split_once(".svc").unwrap_or((rest, ""));
                (name, Some(namespace).filter(|n| !n.contains('.')))
            }
        };
        let mut front = front.clone();
        let labels = match to.key("subset").str() {
            None => vec![],
            Some(subset) => self.subset(service, namespace, subset).unwrap_or_else(|| {
                front.doubt = Some("no DestinationRule of the files has the subset");
                vec![]
            }),
        };
        let (port, at) = (to.key("port").key("number").node(), host.span());
        Some(Backend { service, namespace, port, port_is_of_pods: false, labels, at, front })
    }

    /// The labels of a subset of the Service.
    fn subset(
        &self,
        service: &str,
        namespace: Option<&str>,
        subset: &str,
    ) -> Option<Vec<(&'k str, String)>> {
        let namespace = namespace.unwrap_or(namespace_of(self.route));
        let about = |rule: &&Object| {
            let host = rule.at("spec.host").str().unwrap_or("");
            let full = host.strip_prefix(service).and_then(|r| r.strip_prefix('.'));
            let far =
                full.is_some_and(|r| r == namespace || r.starts_with(&format!("{namespace}.")));
            rule.sees(self.route) && (far || host == service && namespace_of(rule) == namespace)
        };
        let mut rules = self.facts.of_kind(self.kube, "DestinationRule").filter(about);
        rules.find_map(|rule| {
            let mut all = rule.at("spec.subsets").list().iter();
            let found = all.rfind(|s| s.at("name").str() == Some(subset))?;
            let labels = found.at("labels").node().map_or(&[][..], Node::entries).iter();
            Some(labels.filter_map(|e| Some((&*e.key, e.value.scalar()?))).collect())
        })
    }
}

/// Is the rule about requests of the gateway `name`? A match may name its own gateways.
fn applies(rule: &Node, name: &str) -> bool {
    let matches = rule.at("match").list();
    let takes = |m: &Node| {
        let own = m.at("gateways").list();
        own.is_empty() || own.iter().any(|n| n.as_str().is_none_or(|n| n == name))
    };
    matches.is_empty() || matches.iter().any(takes)
}

/// Does a server of a Gateway hand on what rules of this list are about? Encrypted traffic that it does not open goes
/// to `tls`, requests that it reads to `http`, the rest to `tcp`.
fn takes(server: &Node, list: &str) -> bool {
    let Some(protocol) = server.at("port").key("protocol").str() else { return true };
    let passes = server.at("tls").key("mode").str() == Some("PASSTHROUGH");
    match protocol.to_ascii_uppercase().as_str() {
        "HTTPS" | "TLS" if passes => list == "tls" || list == "tcp",
        "HTTP" | "HTTP2" | "GRPC" | "GRPC-WEB" | "HTTPS" => list == "http",
        _ => list == "tcp",
    }
}

/// Do two host names, either with `*` as its first part, have a name in common?
fn overlap(a: &str, b: &str) -> bool {
    let under = |wild: &str, name: &str| {
        wild.strip_prefix('*').is_some_and(|end| name.trim_start_matches('*').ends_with(end))
    };
    a == b || under(a, b) || under(b, a)
}
