//! Where something is in a network, and what that lets through.

use ringfort_model::Value;
use ringfort_model::cloud::Resource;
use ringfort_source::Span;

use super::Aws;
use super::groups::{Fallback, Membership, Way as Towards};
use super::routes::{SUBNETS, range_of};
use crate::address::Range;
use crate::cloud::build::{Builder, Draft};
use crate::cloud::endpoint::{Provider, Sort, Way};
use crate::cloud::filter::{Action, Filter, Peer, Rule};
use crate::cloud::gate::Gate;
use crate::cloud::link::{Link, is_data, mark, written};
use crate::ports::PortSet;

/// Whether something has a public address.
#[derive(Clone, Debug)]
pub(crate) enum Public {
    /// It has one, or has none: what says so, and where.
    Is(bool, Box<str>, Span),
    /// Not known, and why.
    Unknown(Box<str>, Span),
    /// As the subnet has it for what is launched there.
    Subnet,
}

impl Public {
    /// As a switch says; `other` where it is not written.
    pub(crate) fn of(value: &Value<bool>, name: &str, other: Self) -> Self {
        match value {
            Value::Set(yes, at) => Self::Is(*yes, format!("{name} = {yes}").into(), *at),
            Value::Default(..) => other,
            Value::Unknown(at, cause) => Self::Unknown(cause.clone(), *at),
        }
    }
}

/// Where something is.
pub(crate) struct Seat<'a> {
    /// The resource whose header stands for what is not written.
    pub(crate) of: &'a Resource,
    /// Its subnets; none: in the default VPC.
    pub(crate) subnets: Vec<Link<'a>>,
    /// Is it in all of them at once?
    pub(crate) spread: bool,
    pub(crate) public: Public,
    pub(crate) groups: Membership<'a>,
    /// The ports it listens on, if they are known.
    pub(crate) ports: Option<PortSet>,
}

impl<'a> Seat<'a> {
    /// In `subnets` with `groups`; without any the default group of the network holds.
    pub(crate) fn new(of: &'a Resource, subnets: Vec<Link<'a>>, groups: Vec<Link<'a>>) -> Self {
        let groups = Membership { links: groups, default: None };
        Self { of, subnets, spread: false, public: Public::Subnet, groups, ports: None }
    }

    fn one(&self) -> Option<&'a Resource> {
        self.subnets.iter().find_map(|l| l.resource())
    }
}

impl<'a> Aws<'a> {
    /// The draft of what sits at `seat`, with the way over an internet gateway.
    pub(crate) fn draft(&mut self, b: &mut Builder<'a>, sort: Sort, mut seat: Seat<'a>) -> Draft {
        let mut draft = Draft::new(Provider::Aws, sort);
        draft.network = self.network(&seat);
        if seat.groups.default.is_none() {
            let default = Fallback::OfNetwork(draft.network.clone());
            seat.groups.default = Some((default, seat.of.header));
        }
        self.tell(&seat, &mut draft);
        draft.inner = self.groups.gate(b, &seat.groups, Towards::Ingress);
        draft.outer = self.groups.gate(b, &seat.groups, Towards::Egress);
        if let Some(ports) = &seat.ports {
            draft.inner = Gate::All(vec![draft.inner, Gate::ports(ports.clone())]);
        }
        draft.border = self.border(b, &seat);
        draft.outside = self.gate_of_internet(b, &seat);
        let gates = vec![draft.outside.clone(), draft.inner.clone()];
        draft.ways = vec![Way { through: vec!["internet gateway".into()], gate: Gate::All(gates) }];
        draft
    }

    /// The mark of the network.
    fn network(&self, seat: &Seat<'a>) -> Option<Box<str>> {
        let default = || Box::from(format!("vpc:{}:default", seat.of.root));
        if seat.subnets.is_empty() {
            return Some(default());
        }
        let subnet = seat.one()?;
        match self.routes.network_of(subnet) {
            None if is_data(subnet) => None,
            None => Some(default()),
            Some(Link::To(vpc)) if &*vpc.kind == "aws_default_vpc" => Some(default()),
            Some(Link::To(vpc)) => Some(mark("vpc", vpc)),
            Some(Link::Text(id, _)) => Some(format!("vpc:{id}").into()),
            Some(Link::Unknown(..)) => None,
        }
    }

    /// What rules can know it by.
    fn tell(&self, seat: &Seat<'a>, draft: &mut Draft) {
        self.groups.tell(&seat.groups, &mut draft.party);
        let known = seat.subnets.iter().filter_map(|l| l.resource());
        draft.subnets = known.clone().map(|s| mark("place", s)).collect();
        let ranges: Option<Vec<Range>> = known.map(|s| range_of(s.at("cidr_block"))).collect();
        if seat.subnets.iter().all(|l| l.resource().is_some()) {
            draft.party.addresses = ranges.unwrap_or_default();
        }
        let own = ["private_ip", "private_ips"].into_iter();
        let own = own.flat_map(|name| seat.of.at(name).list());
        let own: Option<Vec<Range>> = own.map(|n| Range::read(n.as_str()?)).collect();
        if let Some(own) = own.filter(|own| !own.is_empty()) {
            draft.party.addresses = own;
        }
    }

    /// The network ACLs of its subnets: in, and out.
    fn border(&mut self, b: &mut Builder<'a>, seat: &Seat<'a>) -> Option<(Gate, Gate)> {
        let mut both = (vec![], vec![]);
        for subnet in seat.subnets.iter().filter_map(|l| l.resource()) {
            let network = self.routes.network_of(subnet).and_then(Link::resource);
            if let Some((into, out)) = self.nacls.of(b, subnet, network) {
                both.0.push(Gate::Stateless { into, out });
                both.1.push(Gate::Stateless { into: out, out: into });
            }
        }
        if both.0.is_empty() {
            return None;
        }
        Some((combined(both.0, seat.spread), combined(both.1, seat.spread)))
    }

    /// A public address, a route, and the network ACL: of one subnet, or of several.
    fn gate_of_internet(&mut self, b: &mut Builder<'a>, seat: &Seat<'a>) -> Gate {
        if seat.subnets.is_empty() {
            let at = seat.of.header;
            let default = "an instance in a default subnet gets a public address".into();
            let public = match &seat.public {
                Public::Subnet => Public::Is(true, default, at),
                other => other.clone(),
            };
            let route = Gate::is(true, "the default VPC has a route to an internet gateway", at);
            return Gate::All(vec![address(b, &public, None), route]);
        }
        let each = seat.subnets.iter().map(|link| self.over(b, seat, *link)).collect();
        combined(each, seat.spread)
    }

    fn over(&mut self, b: &mut Builder<'a>, seat: &Seat<'a>, link: Link<'a>) -> Gate {
        let Some(subnet) = link.resource().filter(|s| !is_data(s)) else {
            let cause = link.cause("subnet");
            let unknown = Gate::perhaps("the subnet", seat.of.header, cause);
            return match &seat.public {
                known @ Public::Is(..) => Gate::All(vec![address(b, known, None), unknown]),
                _ => unknown,
            };
        };
        let public = match &seat.public {
            Public::Subnet => launched(subnet),
            other => other.clone(),
        };
        let mut gates = vec![address(b, &public, Some(subnet)), self.routes.table(b, subnet)];
        gates.extend(self.routes.edge(subnet));
        let network = self.routes.network_of(subnet).and_then(Link::resource);
        if let Some((into, out)) = self.nacls.of(b, subnet, network) {
            gates.push(Gate::Stateless { into, out });
        }
        Gate::All(gates)
    }

    /// The links to subnets that `from` names at `path`.
    pub(crate) fn subnets(b: &Builder<'a>, from: &'a Resource, path: &'a str) -> Vec<Link<'a>> {
        b.world.links(from, path, SUBNETS, &["id"])
    }
}

/// One of several: enough where it is in all of them, not known which where it is in one. Equal ones are one.
fn combined(gates: Vec<Gate>, spread: bool) -> Gate {
    let mut distinct: Vec<Gate> = vec![];
    let mut seen: Vec<String> = vec![];
    for gate in gates {
        let text = format!("{gate:?}");
        if !seen.contains(&text) {
            seen.push(text);
            distinct.push(gate);
        }
    }
    match (distinct.len(), spread) {
        (1, _) => distinct.pop().unwrap_or(Gate::Any(vec![])),
        (_, true) => Gate::Any(distinct),
        (_, false) => Gate::OneOf(distinct, "in which of its subnets it is is not known".into()),
    }
}

/// What the subnet gives to what is launched in it.
fn launched(subnet: &Resource) -> Public {
    let default = &*subnet.kind == "aws_default_subnet";
    let maps = subnet.bool("map_public_ip_on_launch", default);
    let name = format!("{} map_public_ip_on_launch", subnet.address);
    let known = format!("{name} is {default} unless it is set");
    let none = Public::Is(default, known.into(), subnet.header);
    Public::of(&maps, &name, none)
}

/// Addresses as a filter: who comes over which version of IP finds one.
fn address(b: &mut Builder<'_>, public: &Public, subnet: Option<&Resource>) -> Gate {
    let [v4, v6] = Range::everything().map(Peer::Range);
    let mut rules = vec![];
    let (what, at): (Box<str>, Span) = match public {
        Public::Is(true, what, at) => {
            rules.push(Rule::new(
                Action::Allow,
                vec![v4],
                PortSet::all(),
                &public_address(what),
                *at,
            ));
            ("no public address of this version of IP".into(), *at)
        }
        Public::Is(false, what, at) => (format!("no public address: {what}").into(), *at),
        Public::Unknown(cause, at) => {
            let mut rule =
                Rule::new(Action::Either, vec![v4], PortSet::all(), "a public address", *at);
            rule.cause = Some(cause.clone());
            rules.push(rule);
            ("no public address".into(), *at)
        }
        Public::Subnet => return Gate::All(vec![]),
    };
    let six = subnet.filter(|s| has_version_6(s));
    if let Some(subnet) = six {
        let what = format!("{} gives addresses of IP version 6", subnet.address);
        let at = subnet.at("assign_ipv6_address_on_creation").span();
        rules.push(Rule::new(Action::Allow, vec![v6], PortSet::all(), &what, at));
    }
    Gate::Filter(b.filter(Filter { rules, last: Some((Action::Deny, what, at)) }))
}

fn public_address(what: &str) -> String {
    format!("public address: {what}")
}

fn has_version_6(subnet: &Resource) -> bool {
    subnet.bool("assign_ipv6_address_on_creation", false).is(&true)
        && !written(subnet, "ipv6_cidr_block").is_absent()
}
