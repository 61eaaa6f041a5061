//! Azure Firewall: its rules for address translation are doors to what is behind it.

use ringfort_model::Value;
use ringfort_model::cloud::Resource;
use ringfort_source::{At, Node};

use super::balancer;
use super::machine::{CARDS, Cards, MACHINES};
use super::nsg;
use super::vnet::{self, SUBNETS};
use crate::cloud::build::{Builder, Draft};
use crate::cloud::endpoint::{Provider, Sort, Way};
use crate::cloud::filter::{Action, Filter, Party, Peer, Rule};
use crate::cloud::gate::Gate;
use crate::cloud::link::{Link, World, mark};
use crate::ports::{PortSet, Protocol};

const FIREWALLS: &[&str] = &["azurerm_firewall"];
const POLICIES: &[&str] = &["azurerm_firewall_policy"];

/// A rule that hands packets on: whom it admits to which ports, and to what it sends them.
struct Nat {
    gate: Gate,
    front: PortSet,
    back: PortSet,
    /// The marks of the interfaces.
    behind: Vec<Box<str>>,
    word: String,
}

pub(crate) fn derive(b: &mut Builder<'_>, cards: &Cards) {
    for firewall in b.world.all(FIREWALLS) {
        let fronts = firewall.blocks("ip_configuration").iter();
        let mut public: Vec<Gate> =
            fronts.map(|node| balancer::public(b, firewall, node)).collect();
        let hub = firewall.at("virtual_hub");
        if !hub.list().is_empty() {
            public.push(Gate::is(true, "public addresses of the hub", hub.span()));
        }
        let public = Gate::Any(public);
        let (party, network) = place(b.world, firewall);
        let rules = rules(b, firewall);
        let mut draft = Draft::new(Provider::Azure, Sort::Balancer);
        (draft.party, draft.network) = (party.clone(), network);
        if !rules.is_empty() {
            let any = Gate::Any(rules.iter().map(|r| r.gate.clone()).collect());
            draft.ways.push(way("public address".to_owned(), vec![public.clone(), any]));
        }
        b.add(firewall, draft);
        for rule in &rules {
            behind(b, cards, (firewall, &party, &public), rule);
        }
    }
}

fn way(through: String, gates: Vec<Gate>) -> Way {
    Way { through: vec![through.into()], gate: Gate::All(gates) }
}

/// The addresses and network of a firewall: those of its subnet.
fn place(world: World<'_>, firewall: &Resource) -> (Party, Option<Box<str>>) {
    let mut party = Party::default();
    let at = firewall.at("ip_configuration.subnet_id");
    let subnet = world.links_in(firewall, at, SUBNETS, &["id"]).into_iter().next();
    if let Some(subnet) = subnet {
        vnet::addresses(subnet, &mut party);
    }
    (party, subnet.and_then(|s| vnet::network(world, s)))
}

/// The firewall makes the connection with an address of its own (Azure Firewall, "known issues and SNAT": DNAT with SNAT).
fn behind(
    b: &mut Builder<'_>,
    cards: &Cards,
    (firewall, party, public): (&Resource, &Party, &Gate),
    rule: &Nat,
) {
    for name in &rule.behind {
        let Some(card) = cards.get(name) else { continue };
        let gate = Box::new(Gate::All(vec![public.clone(), rule.gate.clone()]));
        let door = Gate::Door { own: party.clone(), gate, ports: rule.front.clone() };
        let by = Gate::By { party: party.clone(), gate: Box::new(card.guard.clone()) };
        let through = format!("{} {}", firewall.address, rule.word);
        if let Some(endpoint) = b.endpoint_mut(card.endpoint) {
            endpoint.ways.push(way(through, vec![door, by, Gate::ports(rule.back.clone())]));
        }
    }
}

/// The rules of a firewall, in collections of its own or of its policy.
fn rules<'a>(b: &mut Builder<'a>, firewall: &'a Resource) -> Vec<Nat> {
    let world = b.world;
    let mut found = vec![];
    for collection in world.facts.resources("azurerm_firewall_nat_rule_collection") {
        let owner = world.links(collection, "azure_firewall_name", FIREWALLS, &["name"]);
        if owner.iter().any(|l| l.resource().is_some_and(|t| std::ptr::eq(t, firewall))) {
            found.extend(read(b, collection, collection.at("rule")));
        }
    }
    let policy = world.link(firewall, "firewall_policy_id", POLICIES).and_then(Link::resource);
    let groups = &["azurerm_firewall_policy_rule_collection_group"];
    for group in policy.into_iter().flat_map(|p| world.pointing(groups, "firewall_policy_id", p)) {
        for collection in group.blocks("nat_rule_collection") {
            found.extend(read(b, group, collection.at("rule")));
        }
    }
    found
}

fn read<'a>(b: &mut Builder<'a>, owner: &'a Resource, rules: At<'a>) -> Vec<Nat> {
    rules.list().iter().map(|node| one(b, owner, node)).collect()
}

fn one<'a>(b: &mut Builder<'a>, owner: &'a Resource, node: &'a Node) -> Nat {
    let protocols: Vec<Protocol> =
        node.at("protocols").list().iter().filter_map(|n| Protocol::read(n.as_str()?)).collect();
    let every = |first, last| {
        let each = protocols.iter().map(|p| PortSet::range(*p, first, last));
        each.fold(PortSet::none(), |a, b| a.or(&b))
    };
    let ports = node.at("destination_ports").list().iter().filter_map(Node::scalar);
    let front = ports.fold(PortSet::none(), |all, text| all.or(&nsg::span_of(&text, &every)));
    let back = match Value::int(node.at("translated_port"), 0).known() {
        Some(port) => every(*port, *port),
        None => every(1, 65_535),
    };
    let name = node.at("name").str().unwrap_or("a rule");
    let what = format!("NAT rule {name} of {}", owner.address);
    let rule =
        Rule::new(Action::Allow, sources(b.world, owner, node), front.clone(), &what, node.span);
    let last = Some((Action::Deny, "no NAT rule admits it".into(), node.span));
    Nat {
        gate: Gate::Filter(b.filter(Filter { rules: vec![rule], last })),
        front,
        back,
        behind: targets(b.world, owner, node),
        word: format!("NAT rule {name}"),
    }
}

/// Whom a rule admits: addresses, and groups of them.
fn sources<'a>(world: World<'a>, owner: &'a Resource, node: &'a Node) -> Vec<Peer> {
    let mut peers = match node.at("source_addresses") {
        At::Unknown(node) => vec![Peer::Unknown(node.cause().into())],
        at => at.list().iter().map(nsg::prefix).collect(),
    };
    for link in world.links_in(owner, node.at("source_ip_groups"), &["azurerm_ip_group"], &["id"]) {
        match link {
            Link::To(group) => peers.extend(group.at("cidrs").list().iter().map(nsg::prefix)),
            other => peers.push(Peer::Unknown(other.cause("IP group"))),
        }
    }
    peers
}

/// The interfaces that have the address a rule sends to.
fn targets<'a>(world: World<'a>, owner: &'a Resource, node: &'a Node) -> Vec<Box<str>> {
    let kinds: Vec<&str> = CARDS.iter().chain(MACHINES).copied().collect();
    let names = &["ip_configuration.private_ip_address"];
    let links = world.links_in(owner, node.at("translated_address"), &kinds, names);
    let found = links.into_iter().filter_map(Link::resource).flat_map(|target| {
        if CARDS.contains(&&*target.kind) {
            return vec![mark("nic", target)];
        }
        let cards = world.links(target, "network_interface_ids", CARDS, &["id"]);
        cards.into_iter().filter_map(|l| Some(mark("nic", l.resource()?))).collect()
    });
    found.collect()
}
