//! Route tables: whether packets between a subnet and the internet pass an internet gateway.

use std::collections::HashMap;

use ringfort_model::cloud::Resource;
use ringfort_source::{At, Node, Span};

use crate::address::Range;
use crate::cloud::build::{Builder, range_peer};
use crate::cloud::filter::{Action, Filter, Peer, Rule};
use crate::cloud::gate::{FilterId, Gate};
use crate::cloud::link::{Link, World, is_data, mark, written};
use crate::ports::PortSet;

pub(crate) const SUBNETS: &[&str] = &["aws_subnet", "aws_default_subnet"];
pub(crate) const NETWORKS: &[&str] = &["aws_vpc", "aws_default_vpc"];
const TABLES: &[&str] = &["aws_route_table", "aws_default_route_table"];
/// What a route may name as its table: the main one is an attribute of the network as well.
const OWNERS: &[&str] =
    &["aws_route_table", "aws_default_route_table", "aws_vpc", "aws_default_vpc"];
const GATEWAYS: &[&str] = &["aws_internet_gateway"];

/// All route tables.
pub(crate) struct Routes<'a> {
    world: World<'a>,
    /// The table of a subnet, by association.
    tied: HashMap<Box<str>, Link<'a>>,
    /// The main table of a network, where files say which.
    main: HashMap<Box<str>, Link<'a>>,
    /// Routes that are resources of their own, by the mark of their table, or of the network whose main table they
    /// extend.
    lone: HashMap<Box<str>, Vec<&'a Resource>>,
    /// Tables that what comes in through a gateway of this network passes.
    edges: HashMap<Box<str>, Link<'a>>,
    /// An association whose subnet is not known, by root, and why.
    open: HashMap<Box<str>, &'a str>,
    made: HashMap<Box<str>, FilterId>,
}

/// A route.
struct Route<'a> {
    to: Option<Peer>,
    target: Target<'a>,
    what: String,
    at: Span,
}

/// Where a route leads.
enum Target<'a> {
    /// Through an internet gateway.
    Internet,
    /// Elsewhere: not to the internet, or only from the inside out.
    Other,
    /// Through something that may drop it.
    Appliance,
    Unknown(&'a str),
}

impl<'a> Routes<'a> {
    pub(crate) fn new(world: World<'a>) -> Self {
        let mut routes = Self {
            world,
            tied: HashMap::new(),
            main: HashMap::new(),
            lone: HashMap::new(),
            edges: HashMap::new(),
            open: HashMap::new(),
            made: HashMap::new(),
        };
        for tie in world.all(&["aws_route_table_association"]) {
            routes.tie(tie);
        }
        for tie in world.all(&["aws_main_route_table_association"]) {
            let table = world.link(tie, "route_table_id", TABLES);
            routes.set_main(world.link(tie, "vpc_id", NETWORKS), table);
        }
        for table in world.all(&["aws_default_route_table"]) {
            let network = world.link(table, "default_route_table_id", NETWORKS);
            routes.set_main(network, Some(Link::To(table)));
        }
        for route in world.all(&["aws_route"]) {
            let owner = world.link(route, "route_table_id", OWNERS).and_then(Link::resource);
            if let Some(owner) = owner {
                routes.lone.entry(mark("table", owner)).or_default().push(route);
            }
        }
        routes
    }

    fn tie(&mut self, tie: &'a Resource) {
        let Some(table) = self.world.link(tie, "route_table_id", TABLES) else { return };
        for subnet in self.world.links(tie, "subnet_id", SUBNETS, &["id"]) {
            match subnet {
                Link::To(subnet) => {
                    self.tied.insert(mark("place", subnet), table);
                }
                Link::Unknown(cause, _) => {
                    self.open.insert(tie.root.clone(), cause);
                }
                Link::Text(..) => {}
            }
        }
        let gateway = self.world.link(tie, "gateway_id", GATEWAYS).and_then(Link::resource);
        let network = gateway.and_then(|g| self.world.link(g, "vpc_id", NETWORKS));
        if let Some(network) = network.and_then(Link::resource) {
            self.edges.insert(mark("place", network), table);
        }
    }

    fn set_main(&mut self, network: Option<Link<'a>>, table: Option<Link<'a>>) {
        let network = network.and_then(Link::resource);
        if let (Some(network), Some(table)) = (network, table) {
            self.main.insert(mark("place", network), table);
        }
    }

    /// The network of `subnet`.
    pub(crate) fn network_of(&self, subnet: &'a Resource) -> Option<Link<'a>> {
        self.world.link(subnet, "vpc_id", NETWORKS)
    }

    /// The filter of the table that `subnet` uses, or of its network's main table.
    pub(crate) fn table(&mut self, b: &mut Builder<'a>, subnet: &'a Resource) -> Gate {
        let unknown = |cause: Box<str>| Gate::perhaps("the route table", subnet.header, cause);
        if is_data(subnet) {
            return unknown(Link::To(subnet).cause("subnet"));
        }
        if let Some(table) = self.tied.get(&mark("place", subnet)).copied() {
            return match table {
                Link::To(table) if !is_data(table) => Gate::Filter(self.filter(b, table)),
                link => unknown(link.cause("route table")),
            };
        }
        if let Some(cause) = self.open.get(&subnet.root) {
            return unknown((*cause).into());
        }
        match self.network_of(subnet) {
            None => default_route(subnet),
            Some(Link::To(network)) => self.main(b, subnet, network),
            Some(link) => unknown(link.cause("VPC")),
        }
    }

    /// The main table of `network`.
    fn main(&mut self, b: &mut Builder<'a>, subnet: &'a Resource, network: &'a Resource) -> Gate {
        match self.main.get(&mark("place", network)).copied() {
            Some(Link::To(table)) if !is_data(table) => Gate::Filter(self.filter(b, table)),
            Some(link) => {
                Gate::perhaps("the main route table", subnet.header, link.cause("route table"))
            }
            None if is_data(network) => {
                let cause = Link::To(network).cause("VPC");
                Gate::perhaps("the main route table", subnet.header, cause)
            }
            None if &*network.kind == "aws_default_vpc" => default_route(network),
            None => Gate::Filter(self.filter(b, network)),
        }
    }

    /// The table as a filter of what is at the other end. `owner` is a table, or a network for its main table.
    fn filter(&mut self, b: &mut Builder<'a>, owner: &'a Resource) -> FilterId {
        let key = mark("table", owner);
        if let Some(id) = self.made.get(&key) {
            return *id;
        }
        let mut routes: Vec<Route<'a>> = vec![];
        let mut rules = vec![];
        if owner.kind.contains("route_table") {
            match written(owner, "route") {
                At::Unknown(node) => rules.push(either(node, owner)),
                at => routes.extend(at.list().iter().map(|n| self.route(owner, n, n.span))),
            }
        }
        let lone = self.lone.get(&key).cloned().unwrap_or_default();
        routes.extend(lone.into_iter().map(|r| self.route(r, &r.attrs, r.header)));
        routes.sort_by_key(breadth);
        rules.extend(routes.into_iter().filter_map(Route::rule));
        let name = if owner.kind.contains("route_table") { "" } else { "the main route table of " };
        let what = format!("{name}{} has no route to an internet gateway", owner.address);
        let last = Some((Action::Deny, what.into(), owner.header));
        let id = b.filter(Filter { rules, last });
        self.made.insert(key, id);
        id
    }

    fn route(&self, owner: &'a Resource, node: &'a Node, at: Span) -> Route<'a> {
        let names = [
            "cidr_block",
            "destination_cidr_block",
            "ipv6_cidr_block",
            "destination_ipv6_cidr_block",
        ];
        let to = names.into_iter().find_map(|name| match node.at(name) {
            At::Set(text) => text.as_str().filter(|t| !t.is_empty()).map(range_peer),
            At::Unknown(node) => Some(Peer::Unknown(node.cause().into())),
            At::Absent(_) => None,
        });
        let target = self.target(owner, node);
        let over = match &target {
            Target::Internet => "an internet gateway",
            Target::Other => "another place",
            Target::Appliance => "an appliance",
            Target::Unknown(_) => "a gateway that is not known",
        };
        let range = match &to {
            Some(Peer::Range(range)) => range.to_string(),
            _ => "a range".to_owned(),
        };
        let what = format!("route {range} to {over} in {}", owner.address);
        Route { to, target, what, at }
    }

    fn target(&self, owner: &'a Resource, node: &'a Node) -> Target<'a> {
        for name in ["vpc_endpoint_id", "network_interface_id", "instance_id"] {
            if is_written(node.at(name)) {
                return Target::Appliance;
            }
        }
        match self.world.links_in(owner, node.at("gateway_id"), GATEWAYS, &["id"]).first() {
            Some(Link::To(gateway)) if self.is_attached(gateway) => Target::Internet,
            Some(Link::Text(id, _)) if id.starts_with("igw-") => Target::Internet,
            Some(Link::Text(id, _)) if id.starts_with("vpce-") => Target::Appliance,
            None | Some(Link::To(_) | Link::Text(..)) => Target::Other,
            // A gateway of another kind is one that files declare, too.
            Some(Link::Unknown(cause, _)) => match cause.strip_prefix("known after apply: ") {
                Some(address) if address.contains("aws_vpn_gateway.") => Target::Other,
                _ => Target::Unknown(cause),
            },
        }
    }

    /// Is the gateway in a network? One that is in none routes nothing.
    fn is_attached(&self, gateway: &'a Resource) -> bool {
        let ties = &["aws_internet_gateway_attachment"];
        is_data(gateway)
            || !written(gateway, "vpc_id").is_absent()
            || self.world.pointing(ties, "internet_gateway_id", gateway).next().is_some()
    }

    /// Does what comes in through the gateway of `network` pass an appliance on its way to `subnet`?
    pub(crate) fn edge(&self, subnet: &'a Resource) -> Option<Gate> {
        let network = self.network_of(subnet)?.resource()?;
        let table = self.edges.get(&mark("place", network))?.resource()?;
        let lone = self.lone.get(&mark("table", table)).into_iter().flatten();
        let lone = lone.map(|r| (&r.attrs, r.header));
        let blocks = table.blocks("route").iter().map(|n| (n, n.span));
        let own = range_of(subnet.at("cidr_block"));
        let mut all = blocks.chain(lone).filter(|(node, _)| {
            let to =
                range_of(node.at("cidr_block")).or(range_of(node.at("destination_cidr_block")));
            !matches!((to, own), (Some(a), Some(b)) if !a.overlaps(b))
        });
        let through = |node: &Node| {
            ["vpc_endpoint_id", "network_interface_id"].iter().any(|n| is_written(node.at(n)))
        };
        let (_, at) = all.find(|(node, _)| through(node))?;
        let cause = "it passes an appliance behind the internet gateway, whose rules are not read";
        Some(Gate::perhaps("a route of the internet gateway to an appliance", at, cause))
    }
}

impl Route<'_> {
    fn rule(self) -> Option<Rule> {
        let (action, cause) = match self.target {
            Target::Internet => (Action::Allow, None),
            Target::Other => (Action::Deny, None),
            Target::Appliance => {
                let cause = "the route leads through an appliance, whose rules are not read";
                (Action::Either, Some(cause.into()))
            }
            Target::Unknown(cause) => (Action::Either, Some(cause.into())),
        };
        let mut rule = Rule::new(action, vec![self.to?], PortSet::all(), &self.what, self.at);
        rule.cause = cause;
        Some(rule)
    }
}

/// Where everybody starts: the default VPC and its subnets have a route to an internet gateway.
fn default_route(at: &Resource) -> Gate {
    Gate::is(true, "the default VPC has a route to an internet gateway", at.header)
}

/// How many addresses a route is for: the narrowest decides. What is not known comes first.
fn breadth(route: &Route<'_>) -> u128 {
    match route.to {
        Some(Peer::Range(range)) => range.size(),
        _ => 0,
    }
}

fn either(node: &Node, owner: &Resource) -> Rule {
    let peers = vec![Peer::Unknown(node.cause().into())];
    let what = format!("routes of {}", owner.address);
    Rule::new(Action::Either, peers, PortSet::all(), &what, node.span)
}

/// Is something there, other than the empty text that plans write?
fn is_written(at: At<'_>) -> bool {
    match at {
        At::Absent(_) => false,
        At::Unknown(_) => true,
        At::Set(node) => node.as_str() != Some(""),
    }
}

pub(crate) fn range_of(at: At<'_>) -> Option<Range> {
    Range::read(at.str()?)
}
