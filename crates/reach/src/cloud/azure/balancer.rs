//! Load balancers and application gateways.

use ringfort_model::Value;
use ringfort_model::cloud::Resource;
use ringfort_source::Node;

use super::machine::{Cards, closed_by_default};
use super::nsg::{Nsgs, Way as Towards};
use super::vnet::{self, SUBNETS};
use crate::cloud::build::{Builder, Draft};
use crate::cloud::endpoint::{Provider, Sort, Way};
use crate::cloud::filter::Party;
use crate::cloud::gate::Gate;
use crate::cloud::link::{Link, mark, written};
use crate::ports::{PortSet, Protocol};

const ADDRESSES: &[&str] = &["azurerm_public_ip", "azurerm_public_ip_prefix"];
pub(super) const POOLS: &[&str] = &["azurerm_lb_backend_address_pool"];
/// What ties interfaces to pools and rules.
pub(super) const POOL_TIES: &[&str] =
    &["azurerm_network_interface_backend_address_pool_association"];
pub(super) const NAT_TIES: &[&str] = &["azurerm_network_interface_nat_rule_association"];
pub(super) const GATEWAY_TIES: &[&str] =
    &["azurerm_network_interface_application_gateway_backend_address_pool_association"];
const SETS: &[&str] = &[
    "azurerm_linux_virtual_machine_scale_set",
    "azurerm_windows_virtual_machine_scale_set",
    "azurerm_orchestrated_virtual_machine_scale_set",
];
const CARDS: &[&str] = &["azurerm_network_interface"];

/// A rule of a balancer: a port in front, another behind, for these interfaces.
struct Rule {
    front: PortSet,
    back: PortSet,
    /// The marks of the interfaces.
    behind: Vec<Box<str>>,
    public: Gate,
    word: String,
}

pub(crate) fn derive<'a>(b: &mut Builder<'a>, nsgs: &mut Nsgs<'a>, cards: &Cards) {
    for balancer in b.world.all(&["azurerm_lb"]) {
        let rules = rules(b, balancer);
        let mut draft = Draft::new(Provider::Azure, Sort::Balancer);
        for rule in &rules {
            let gates = vec![rule.public.clone(), Gate::ports(rule.front.clone())];
            draft.ways.push(Way { through: vec!["public address".into()], gate: Gate::All(gates) });
        }
        b.add(balancer, joined(draft));
        for rule in rules {
            behind(b, cards, balancer, &rule);
        }
    }
    for gateway in b.world.all(&["azurerm_application_gateway"]) {
        application(b, nsgs, cards, gateway);
    }
}

/// All rules of one balancer as one way.
fn joined(mut draft: Draft) -> Draft {
    let gates: Vec<Gate> = std::mem::take(&mut draft.ways).into_iter().map(|w| w.gate).collect();
    if !gates.is_empty() {
        draft.ways = vec![Way { through: vec!["public address".into()], gate: Gate::Any(gates) }];
    }
    draft
}

/// The balancer passes packets on with the client's address: the groups of the machine decide.
fn behind(b: &mut Builder<'_>, cards: &Cards, balancer: &Resource, rule: &Rule) {
    let through = vec![format!("{} {}", balancer.address, rule.word).into()];
    for name in &rule.behind {
        let Some(card) = cards.get(name) else { continue };
        let mut gates =
            vec![rule.public.clone(), card.guard.clone(), Gate::ports(rule.back.clone())];
        if !card.guarded {
            gates.insert(1, closed_by_default(b, balancer));
        }
        gates.extend(card.routes.clone());
        if let Some(endpoint) = b.endpoint_mut(card.endpoint) {
            endpoint.ways.push(Way { through: through.clone(), gate: Gate::All(gates) });
        }
    }
}

fn rules<'a>(b: &Builder<'a>, balancer: &'a Resource) -> Vec<Rule> {
    let world = b.world;
    let mut found = vec![];
    for rule in world.pointing(&["azurerm_lb_rule"], "loadbalancer_id", balancer) {
        let pools: Vec<&Resource> = ["backend_address_pool_ids", "backend_address_pool_id"]
            .into_iter()
            .flat_map(|path| world.links(rule, path, POOLS, &["id"]))
            .filter_map(Link::resource)
            .collect();
        let behind = pools.into_iter().flat_map(|pool| members(b, pool)).collect();
        found.push(read(b, balancer, rule, behind));
    }
    for rule in world.pointing(&["azurerm_lb_nat_rule"], "loadbalancer_id", balancer) {
        let cards = world.pointing(NAT_TIES, "nat_rule_id", rule);
        let cards = cards.flat_map(|tie| world.links(tie, "network_interface_id", CARDS, &["id"]));
        let behind = cards.filter_map(|l| Some(mark("nic", l.resource()?))).collect();
        found.push(read(b, balancer, rule, behind));
    }
    found
}

/// The interfaces of a pool.
fn members<'a>(b: &Builder<'a>, pool: &'a Resource) -> Vec<Box<str>> {
    let world = b.world;
    let cards = world.pointing(POOL_TIES, "backend_address_pool_id", pool);
    let cards = cards.flat_map(|tie| world.links(tie, "network_interface_id", CARDS, &["id"]));
    let mut found: Vec<Box<str>> = cards.filter_map(|l| Some(mark("nic", l.resource()?))).collect();
    let path = "network_interface.ip_configuration.load_balancer_backend_address_pool_ids";
    let sets = world.pointing(SETS, path, pool);
    found.extend(sets.map(|set| mark("nic", set)));
    found
}

fn read<'a>(
    b: &Builder<'a>,
    balancer: &'a Resource,
    rule: &'a Resource,
    behind: Vec<Box<str>>,
) -> Rule {
    let [front, back] = ["frontend_port", "backend_port"].map(|name| rule.int(name, 0));
    let protocol = rule.at("protocol").str().unwrap_or("Tcp").to_ascii_lowercase();
    let word = front.known().map_or_else(|| "a port".to_owned(), |p| format!("port {p}"));
    Rule {
        front: on(&protocol, &front),
        back: on(&protocol, &back),
        behind,
        public: frontend(b, balancer, rule),
        word,
    }
}

/// Port 0 with all protocols is every port.
fn on(protocol: &str, port: &Value<i64>) -> PortSet {
    let protocols: &[Protocol] = match protocol {
        "tcp" => &[Protocol::Tcp],
        "udp" => &[Protocol::Udp],
        _ => &[Protocol::Tcp, Protocol::Udp],
    };
    let one = |p: &Protocol| match port.known() {
        Some(0) | None => PortSet::every(*p),
        Some(port) => PortSet::one(*p, *port),
    };
    protocols.iter().map(one).fold(PortSet::none(), |a, b| a.or(&b))
}

/// Whether the frontend of a rule has a public address.
fn frontend<'a>(b: &Builder<'a>, balancer: &'a Resource, rule: &'a Resource) -> Gate {
    let wanted = rule.at("frontend_ip_configuration_name").str();
    let all = balancer.blocks("frontend_ip_configuration").iter();
    let own = |n: &&Node| wanted.is_none_or(|w| n.at("name").str().is_none_or(|name| name == w));
    let gates = all.filter(own).map(|node| public(b, balancer, node)).collect();
    Gate::Any(gates)
}

pub(crate) fn public<'a>(b: &Builder<'a>, owner: &'a Resource, node: &'a Node) -> Gate {
    let paths = ["public_ip_address_id", "public_ip_prefix_id"];
    let at = paths.map(|p| node.at(p)).into_iter().find(|at| !at.is_absent());
    let Some(at) = at else { return Gate::is(false, "no public address", node.span) };
    match b.world.links_in(owner, at, ADDRESSES, &["id"]).first() {
        Some(Link::To(address)) => {
            Gate::is(true, format!("public address {}", address.address), at.span())
        }
        _ => Gate::is(true, "a public address", at.span()),
    }
}

/// An application gateway takes requests and makes its own to what is behind.
fn application<'a>(b: &mut Builder<'a>, nsgs: &mut Nsgs<'a>, cards: &Cards, gateway: &'a Resource) {
    let fronts = gateway.blocks("frontend_ip_configuration").iter();
    let public = Gate::Any(fronts.map(|node| public(b, gateway, node)).collect());
    let ports = listeners(gateway);
    let subnet = gateway.at("gateway_ip_configuration.subnet_id");
    let subnet = b.world.links_in(gateway, subnet, SUBNETS, &["id"]).into_iter().next();
    let mut party = Party::default();
    let mut gates = vec![public];
    if let Some(subnet) = subnet {
        vnet::addresses(subnet, &mut party);
        gates.extend(vnet::guard(b, nsgs, subnet, Towards::Inbound));
    }
    let whole = Gate::All(gates.into_iter().chain([Gate::ports(ports.clone())]).collect());
    let mut draft = Draft::new(Provider::Azure, Sort::Balancer);
    (draft.party, draft.network) = (party.clone(), subnet.and_then(|s| vnet::network(b.world, s)));
    draft.ways = vec![Way { through: vec!["public address".into()], gate: whole.clone() }];
    b.add(gateway, draft);
    let settings = gateway.blocks("backend_http_settings").iter();
    let inner = settings.map(|n| on("tcp", &Value::int(n.at("port"), 80)));
    let inner = inner.fold(PortSet::none(), |a, b| a.or(&b));
    let cards_behind: Vec<Box<str>> = b
        .world
        .pointing(GATEWAY_TIES, "backend_address_pool_id", gateway)
        .flat_map(|tie| b.world.links(tie, "network_interface_id", CARDS, &["id"]))
        .filter_map(|l| Some(mark("nic", l.resource()?)))
        .collect();
    for name in cards_behind {
        let Some(card) = cards.get(&name) else { continue };
        let door =
            Gate::Door { own: party.clone(), gate: Box::new(whole.clone()), ports: ports.clone() };
        let by = Gate::By { party: party.clone(), gate: Box::new(card.guard.clone()) };
        let gate = Gate::All(vec![door, by, Gate::ports(inner.clone())]);
        let through = vec![gateway.address.as_str().into()];
        if let Some(endpoint) = b.endpoint_mut(card.endpoint) {
            endpoint.ways.push(Way { through, gate });
        }
    }
}

/// The ports that its listeners name.
fn listeners(gateway: &Resource) -> PortSet {
    let ports = gateway.blocks("frontend_port");
    let named = |name: Option<&str>| {
        let own = ports.iter().filter(move |n| name.is_none() || n.at("name").str() == name);
        own.map(|n| on("tcp", &Value::int(n.at("port"), 0))).fold(PortSet::none(), |a, b| a.or(&b))
    };
    let listeners = gateway.blocks("http_listener");
    if written(gateway, "http_listener").is_unknown() {
        return named(None);
    }
    let each = listeners.iter().map(|n| named(n.at("frontend_port_name").str()));
    each.fold(PortSet::none(), |a, b| a.or(&b))
}
