//! Virtual machines and scale sets: their network interfaces, with public addresses and groups.

use std::collections::HashMap;

use ringfort_facts::cloud::provider::Reaches;
use ringfort_model::cloud::Resource;
use ringfort_source::{At, Node, Span};

use super::nsg::{NSGS, Nsgs, Way};
use super::routes;
use super::vnet::{self, SUBNETS};
use crate::cloud::build::{Builder, Draft};
use crate::cloud::endpoint::{EndpointId, Provider, Sort, Way as Path};
use crate::cloud::filter::Party;
use crate::cloud::gate::Gate;
use crate::cloud::link::{Link, mark};

pub(crate) const CARDS: &[&str] = &["azurerm_network_interface"];
const ADDRESSES: &[&str] = &["azurerm_public_ip"];
pub(crate) const MACHINES: &[&str] = &[
    "azurerm_linux_virtual_machine",
    "azurerm_windows_virtual_machine",
    "azurerm_virtual_machine",
];
const SETS: &[&str] = &[
    "azurerm_linux_virtual_machine_scale_set",
    "azurerm_windows_virtual_machine_scale_set",
    "azurerm_orchestrated_virtual_machine_scale_set",
];

/// A network interface: of a resource of its own, or of a scale set.
pub(crate) struct Card {
    pub(crate) endpoint: EndpointId,
    /// What a client's packets have to get through to it, whichever way they come.
    pub(crate) guard: Gate,
    /// Does a group guard it?
    pub(crate) guarded: bool,
    /// Which clients are answered straight to the Internet, where a route table has a say.
    pub(crate) routes: Option<Gate>,
}

/// The interfaces by the mark of their resource.
pub(crate) type Cards = HashMap<Box<str>, Card>;

/// An interface as it is read.
struct Read<'a> {
    subnet: Option<Link<'a>>,
    nsg: Option<Link<'a>>,
    public: Vec<Link<'a>>,
    inline: Option<(bool, Span)>,
    marks: Vec<Link<'a>>,
    at: Span,
}

pub(crate) fn derive<'a>(b: &mut Builder<'a>, nsgs: &mut Nsgs<'a>) -> Cards {
    let mut cards = Cards::new();
    for machine in b.world.all(MACHINES) {
        let links = b.world.links(machine, "network_interface_ids", CARDS, &["id"]);
        let own: Vec<&Resource> = links.iter().filter_map(|l| l.resource()).collect();
        let all: Vec<Read<'_>> = own.iter().flat_map(|card| of_resource(b, card)).collect();
        let mut draft = draft(b, nsgs, &all);
        if let Some(link) = links.iter().find(|l| l.resource().is_none()) {
            let cause = link.cause("network interface");
            draft.ways.push(way(vec![Gate::perhaps("a network interface", machine.header, cause)]));
        }
        let (guard, guarded) = (draft.inner.clone(), all.iter().any(|r| is_guarded(b, r)));
        let endpoint = b.add(machine, draft);
        let routes = direct(b, &all);
        for card in own {
            let (guard, routes) = (guard.clone(), routes.clone());
            cards.insert(mark("nic", card), Card { endpoint, guard, guarded, routes });
        }
    }
    for set in b.world.all(SETS) {
        let all: Vec<Read<'_>> =
            set.blocks("network_interface").iter().flat_map(|card| of_set(b, set, card)).collect();
        let draft = draft(b, nsgs, &all);
        let (guard, guarded) = (draft.inner.clone(), all.iter().any(|r| is_guarded(b, r)));
        let endpoint = b.add(set, draft);
        let routes = direct(b, &all);
        cards.insert(mark("nic", set), Card { endpoint, guard, guarded, routes });
    }
    cards
}

fn of_resource<'a>(b: &Builder<'a>, card: &'a Resource) -> Vec<Read<'a>> {
    let world = b.world;
    let tie = &["azurerm_network_interface_security_group_association"];
    let tie = world.pointing(tie, "network_interface_id", card).next();
    let nsg = tie.and_then(|tie| world.link(tie, "network_security_group_id", NSGS));
    let groups = &["azurerm_network_interface_application_security_group_association"];
    let asgs = &["azurerm_application_security_group"];
    let marks: Vec<Link<'_>> = world
        .pointing(groups, "network_interface_id", card)
        .flat_map(|tie| world.links(tie, "application_security_group_id", asgs, &["id"]))
        .collect();
    let read = |config: &'a Node| Read {
        subnet: world.links_in(card, config.at("subnet_id"), SUBNETS, &["id"]).into_iter().next(),
        nsg,
        public: world.links_in(card, config.at("public_ip_address_id"), ADDRESSES, &["id"]),
        inline: None,
        marks: marks.clone(),
        at: config.span,
    };
    card.blocks("ip_configuration").iter().map(read).collect()
}

fn of_set<'a>(b: &Builder<'a>, set: &'a Resource, card: &'a Node) -> Vec<Read<'a>> {
    let world = b.world;
    let first = |at| world.links_in(set, at, NSGS, &["id"]).into_iter().next();
    let asgs = &["azurerm_application_security_group"];
    let read = |config: &'a Node| {
        let public = config.at("public_ip_address");
        Read {
            subnet: world
                .links_in(set, config.at("subnet_id"), SUBNETS, &["id"])
                .into_iter()
                .next(),
            nsg: first(card.at("network_security_group_id")),
            public: vec![],
            inline: Some((!public.list().is_empty(), public.span())),
            marks: world.links_in(set, config.at("application_security_group_ids"), asgs, &["id"]),
            at: config.span,
        }
    };
    card.at("ip_configuration").list().iter().map(read).collect()
}

fn draft<'a>(b: &mut Builder<'a>, nsgs: &mut Nsgs<'a>, cards: &[Read<'a>]) -> Draft {
    let mut draft = Draft::new(Provider::Azure, Sort::Machine);
    let (mut into, mut out) = (vec![], vec![]);
    for card in cards {
        tell(b, card, &mut draft);
        let guard = guards(b, nsgs, card, Way::Inbound);
        out.push(Gate::All(guards(b, nsgs, card, Way::Outbound)));
        if let Some(address) = public(card) {
            let mut gates = vec![address, b.version_4(card.at)];
            gates.extend(card.subnet.and_then(|subnet| routes::answers(b, subnet)));
            gates.extend(basic(b, card));
            gates.extend(guard.clone());
            draft.ways.push(way(gates));
        }
        into.push(Gate::All(guard));
    }
    (draft.inner, draft.outer) = (one(into), one(out));
    draft
}

/// What the route tables of all interfaces say together.
fn direct<'a>(b: &mut Builder<'a>, cards: &[Read<'a>]) -> Option<Gate> {
    let subnets = cards.iter().filter_map(|card| card.subnet);
    let gates: Vec<Gate> = subnets.filter_map(|subnet| routes::answers(b, subnet)).collect();
    (!gates.is_empty()).then(|| one(gates))
}

fn one(mut gates: Vec<Gate>) -> Gate {
    if gates.len() == 1 { gates.pop().unwrap_or(Gate::All(vec![])) } else { Gate::Any(gates) }
}

fn way(gates: Vec<Gate>) -> Path {
    Path { through: vec!["public address".into()], gate: Gate::All(gates) }
}

/// What rules can know the interface by.
fn tell(b: &Builder<'_>, card: &Read<'_>, draft: &mut Draft) {
    let party: &mut Party = &mut draft.party;
    for link in &card.marks {
        match link {
            Link::To(group) => {
                party.marks.insert(mark("asg", group));
            }
            other => party.open.push(("asg", other.cause("application security group"))),
        }
    }
    if let Some(subnet) = card.subnet {
        vnet::addresses(subnet, party);
        draft.network = vnet::network(b.world, subnet);
        draft.subnets.extend(subnet.resource().map(|s| mark("place", s)));
    }
}

/// The groups of subnet and interface: both have to let it through.
fn guards<'a>(b: &mut Builder<'a>, nsgs: &mut Nsgs<'a>, card: &Read<'a>, way: Way) -> Vec<Gate> {
    let mut gates = vec![];
    if let Some(subnet) = card.subnet {
        gates.extend(vnet::guard(b, nsgs, subnet, way));
    }
    gates.extend(card.nsg.map(|link| nsgs.gate(b, link, card.at, way)));
    gates
}

/// Does a group guard it, of the interface or of the subnet?
fn is_guarded(b: &Builder<'_>, card: &Read<'_>) -> bool {
    let tie = "azurerm_subnet_network_security_group_association";
    let of_subnet = |subnet: Link<'_>| match subnet {
        Link::To(subnet) => b.world.facts.companions(subnet, tie).next().is_some(),
        Link::Text(..) | Link::Unknown(..) => true,
    };
    card.nsg.is_some() || card.subnet.is_some_and(of_subnet)
}

/// Its public address.
fn public(card: &Read<'_>) -> Option<Gate> {
    if let Some((yes, at)) = card.inline {
        let what = if yes { "a public address for each machine" } else { "no public address" };
        return yes.then(|| Gate::is(true, what, at));
    }
    match card.public.first()? {
        Link::To(address) => {
            Some(Gate::is(true, format!("public address {}", address.address), address.header))
        }
        other => Some(Gate::perhaps("a public address", card.at, other.cause("public address"))),
    }
}

/// A standard address is closed until a group opens it, a basic one open (Azure, "public IP addresses: SKU").
fn basic(b: &Builder<'_>, card: &Read<'_>) -> Option<Gate> {
    if is_guarded(b, card) {
        return None;
    }
    match card.public.first().and_then(|l| l.resource()) {
        Some(address) => Some(closed_by_default(b, address)),
        None => Some(Gate::is(false, "no network security group opens it", card.at)),
    }
}

/// Without any group: by the SKU of the address or balancer.
pub(crate) fn closed_by_default(b: &Builder<'_>, resource: &Resource) -> Gate {
    match resource.at("sku") {
        At::Unknown(node) => Gate::perhaps("the SKU", node.span, node.cause()),
        At::Absent(_) => by_version(b, resource),
        At::Set(node) => {
            let basic = node.as_str().is_some_and(|sku| sku.eq_ignore_ascii_case("basic"));
            by_sku(basic, node.span)
        }
    }
}

fn by_sku(basic: bool, at: Span) -> Gate {
    let what = if basic {
        "no network security group: an address of the basic SKU is open"
    } else {
        "no network security group: an address of the standard SKU is closed"
    };
    Gate::is(basic, what, at)
}

/// The SKU that the provider gives: basic up to version 3, standard since (its upgrade guide to version 4).
fn by_version(b: &Builder<'_>, resource: &Resource) -> Gate {
    match b.world.facts.provider_reaches(resource, "azurerm", "4") {
        Reaches::Yes(_) | Reaches::Unsaid => by_sku(false, resource.header),
        Reaches::No(at) => by_sku(true, at),
        Reaches::Unknown(at) => {
            Gate::perhaps("the SKU", at, "the version of the provider is not known")
        }
    }
}
