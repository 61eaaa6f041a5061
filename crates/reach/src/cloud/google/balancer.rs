//! Forwarding rules: balancers that pass packets on, and proxies that make their own connections.

use ringfort_model::cloud::Resource;
use ringfort_source::{At, Node};

use super::machine::GROUPS;
use super::{armour, endpoint_groups as groups};
use crate::address::Range;
use crate::cloud::build::{Builder, Draft};
use crate::cloud::endpoint::{EndpointId, Provider, Sort, Way};
use crate::cloud::filter::Party;
use crate::cloud::gate::Gate;
use crate::cloud::link::{Link, World};
use crate::ports::{PortSet, Protocol};

pub(super) const RULES: &[&str] =
    &["google_compute_forwarding_rule", "google_compute_global_forwarding_rule"];
pub(super) const PROXIES: &[&str] = &[
    "google_compute_target_http_proxy",
    "google_compute_target_https_proxy",
    "google_compute_region_target_http_proxy",
    "google_compute_region_target_https_proxy",
    "google_compute_target_tcp_proxy",
    "google_compute_target_ssl_proxy",
    "google_compute_region_target_tcp_proxy",
];
pub(super) const MAPS: &[&str] = &["google_compute_url_map", "google_compute_region_url_map"];
pub(super) const SERVICES: &[&str] =
    &["google_compute_backend_service", "google_compute_region_backend_service"];
pub(super) const POOLS: &[&str] = &["google_compute_target_pool"];
pub(super) const INSTANCES: &[&str] = &["google_compute_instance"];
pub(super) const NAMES: &[&str] = &["id", "self_link", "name"];
/// Where proxies connect from (Google Cloud, "firewall rules" of its external load balancers).
const FROM_PROXIES: [&str; 2] = ["35.191.0.0/16", "130.211.0.0/22"];

pub(crate) fn derive(b: &mut Builder<'_>) {
    for rule in b.world.all(RULES) {
        let public = scheme(rule);
        let ports = ports(rule);
        let gates = vec![public.clone(), Gate::ports(ports.clone())];
        let draft = Draft::new(Provider::Google, Sort::Balancer).way(&["external address"], gates);
        b.add(rule, draft);
        let proxied = b.world.links(rule, "target", PROXIES, NAMES);
        for proxy in proxied.into_iter().filter_map(Link::resource) {
            for service in services(b.world, proxy) {
                behind(b, rule, service, &public, None);
            }
        }
        let direct = b.world.links(rule, "backend_service", SERVICES, NAMES);
        for service in direct.into_iter().filter_map(Link::resource) {
            behind(b, rule, service, &public, Some(&ports));
        }
        pool(b, rule, &public, &ports);
        for target in b.world.links(rule, "target", &["google_compute_target_instance"], NAMES) {
            let target = target.resource();
            let machine = target.and_then(|t| b.world.link(t, "instance", INSTANCES)?.resource());
            if let Some(member) = machine.and_then(|m| b.endpoint_of(m)) {
                passed(b, rule, member, &public, &ports);
            }
        }
    }
}

/// An external address unless the scheme is an internal one.
fn scheme(rule: &Resource) -> Gate {
    let scheme = rule.text("load_balancing_scheme", "EXTERNAL");
    match scheme.known() {
        Some(word) => {
            let public = word.starts_with("EXTERNAL");
            Gate::is(public, format!("load_balancing_scheme = {word}"), scheme.span())
        }
        None => Gate::perhaps(
            "an external address",
            scheme.span(),
            "`load_balancing_scheme` is not known",
        ),
    }
}

fn ports(rule: &Resource) -> PortSet {
    let protocols: &[Protocol] = match rule.at("ip_protocol").str().unwrap_or("TCP") {
        "TCP" => &[Protocol::Tcp],
        "UDP" => &[Protocol::Udp],
        _ => &Protocol::ALL,
    };
    let span = |first, last| {
        let each = protocols.iter().map(|p| PortSet::range(*p, first, last));
        each.fold(PortSet::none(), |a, b| a.or(&b))
    };
    let named = ["port_range", "ports"].map(|name| rule.at(name));
    if rule.bool("all_ports", false).is(&true) || named.iter().all(|at| at.is_absent()) {
        return span(1, 65_535);
    }
    let one = |node: &Node| {
        let Some(text) = node.scalar() else { return span(1, 65_535) };
        let (low, high) = text.split_once('-').unwrap_or((&text, &text));
        match (low.parse(), high.parse()) {
            (Ok(low), Ok(high)) => span(low, high),
            _ => PortSet::none(),
        }
    };
    let known =
        named.into_iter().flat_map(At::list).map(one).fold(PortSet::none(), |a, b| a.or(&b));
    if known.is_empty() { span(1, 65_535) } else { known }
}

/// The backend services that a proxy's map leads to.
pub(super) fn services<'a>(world: World<'a>, proxy: &'a Resource) -> Vec<&'a Resource> {
    let mut found = world.links(proxy, "backend_service", SERVICES, NAMES);
    for map in world.links(proxy, "url_map", MAPS, NAMES).into_iter().filter_map(Link::resource) {
        for path in ["default_service", "path_matcher", "path_matcher.path_rule"] {
            found.extend(of_map(world, map, path));
        }
    }
    found.into_iter().filter_map(Link::resource).collect()
}

fn of_map<'a>(world: World<'a>, map: &'a Resource, path: &str) -> Vec<Link<'a>> {
    if path == "default_service" {
        return world.links(map, "default_service", SERVICES, NAMES);
    }
    let blocks: Vec<&Node> = map.blocks("path_matcher").iter().collect();
    let rules =
        blocks.iter().flat_map(|m| m.at("path_rule").list().iter()).map(|r| r.at("service"));
    let own = blocks.iter().map(|m| m.at("default_service"));
    let all: Vec<At<'_>> = if path == "path_matcher" { own.collect() } else { rules.collect() };
    all.into_iter().flat_map(|at| world.links_in(map, at, SERVICES, NAMES)).collect()
}

/// The ways to the instances of a backend service: with the client's packets on `same` ports, or over a proxy.
fn behind(
    b: &mut Builder<'_>,
    rule: &Resource,
    service: &Resource,
    public: &Gate,
    same: Option<&PortSet>,
) {
    let mut members: Vec<(EndpointId, PortSet)> = vec![];
    let armour = armour::gate(b, service);
    let public = &Gate::All([Some(public.clone()), armour].into_iter().flatten().collect());
    for backend in service.blocks("backend") {
        let kinds: Vec<&str> =
            GROUPS.iter().copied().chain(["google_compute_instance_group"]).collect();
        for link in b.world.links_in(service, backend.at("group"), &kinds, NAMES) {
            let Link::To(group) = link else { continue };
            let port = named_port(service, group);
            match b.endpoint_of(group) {
                Some(id) => members.push((id, port)),
                None => members.extend(of_group(b, group).into_iter().map(|id| (id, port.clone()))),
            }
        }
    }
    for backend in service.blocks("backend") {
        for link in b.world.links_in(service, backend.at("group"), groups::KINDS, NAMES) {
            let Some(group) = link.resource() else { continue };
            groups::serverless(b, rule, group, public);
            members.extend(groups::members(b, group));
        }
    }
    for (member, port) in members {
        match same {
            Some(ports) => passed(b, rule, member, public, ports),
            None => proxied(b, rule, member, public, &port),
        }
    }
}

/// The port that a proxy connects to: the one the group names, or any.
fn named_port(service: &Resource, group: &Resource) -> PortSet {
    let name = service.at("port_name").str().unwrap_or("http");
    let mut named = group.blocks("named_port").iter();
    let port = named.find(|n| n.at("name").str() == Some(name));
    match port.and_then(|n| n.at("port").node()).and_then(Node::as_i64) {
        Some(port) => PortSet::one(Protocol::Tcp, port),
        None => PortSet::every(Protocol::Tcp),
    }
}

fn of_group(b: &Builder<'_>, group: &Resource) -> Vec<EndpointId> {
    let links = b.world.links_in(group, group.at("instances"), INSTANCES, NAMES);
    links.into_iter().filter_map(|l| b.endpoint_of(l.resource()?)).collect()
}

/// The instances of a target pool.
fn pool(b: &mut Builder<'_>, rule: &Resource, public: &Gate, ports: &PortSet) {
    let pools = b.world.links_in(rule, rule.at("target"), POOLS, NAMES);
    for pool in pools.into_iter().filter_map(Link::resource) {
        for member in of_group(b, pool) {
            passed(b, rule, member, public, ports);
        }
        for group in b.world.pointing(GROUPS, "target_pools", pool) {
            if let Some(member) = b.endpoint_of(group) {
                passed(b, rule, member, public, ports);
            }
        }
    }
}

/// Packets keep the client's address: the firewall has to admit it.
fn passed(
    b: &mut Builder<'_>,
    rule: &Resource,
    member: EndpointId,
    public: &Gate,
    ports: &PortSet,
) {
    let Some(endpoint) = b.endpoint_mut(member) else { return };
    let gates = vec![public.clone(), endpoint.inner.clone(), Gate::ports(ports.clone())];
    let through = vec![rule.address.as_str().into()];
    endpoint.ways.push(Way { through, gate: Gate::All(gates) });
}

/// A proxy connects from addresses of its own: the firewall has to admit those.
fn proxied(
    b: &mut Builder<'_>,
    rule: &Resource,
    member: EndpointId,
    public: &Gate,
    ports: &PortSet,
) {
    let Some(endpoint) = b.endpoint_mut(member) else { return };
    let by = Gate::By { party: from_proxies(), gate: Box::new(endpoint.inner.clone()) };
    let through = vec![rule.address.as_str().into()];
    let gate = Gate::All(vec![public.clone(), by, Gate::ports(ports.clone())]);
    endpoint.ways.push(Way { through, gate });
}

/// Proxies as clients.
pub(super) fn from_proxies() -> Party {
    let addresses = FROM_PROXIES.iter().filter_map(|r| Range::read(r)).collect();
    Party { addresses, ..Party::default() }
}
