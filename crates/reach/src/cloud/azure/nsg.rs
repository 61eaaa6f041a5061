//! Network security groups: rules by priority, then the six rules that every group ends with.

use std::collections::HashMap;

use ringfort_model::Value;
use ringfort_model::cloud::Resource;
use ringfort_source::{At, Node, Span};

use crate::cloud::build::{Builder, range_peer};
use crate::cloud::filter::{Action, Filter, Peer, Rule};
use crate::cloud::gate::{FilterId, Gate};
use crate::cloud::link::{Link, World, is_data, mark, written};
use crate::ports::{PortSet, Protocol};

pub(crate) const NSGS: &[&str] = &["azurerm_network_security_group"];
const ASGS: &[&str] = &["azurerm_application_security_group"];

/// Which way a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Way {
    /// In.
    Inbound,
    /// Out.
    Outbound,
}

impl Way {
    const fn name(self) -> &'static str {
        if matches!(self, Self::Inbound) { "Inbound" } else { "Outbound" }
    }
}

/// All network security groups.
pub(crate) struct Nsgs<'a> {
    world: World<'a>,
    /// Rules that are resources of their own, by the mark of their group.
    lone: HashMap<Box<str>, Vec<&'a Resource>>,
    made: HashMap<(Box<str>, Way), FilterId>,
}

impl<'a> Nsgs<'a> {
    pub(crate) fn new(world: World<'a>) -> Self {
        let mut lone: HashMap<Box<str>, Vec<&Resource>> = HashMap::new();
        for rule in world.all(&["azurerm_network_security_rule"]) {
            let group = world.links(rule, "network_security_group_name", NSGS, &["name"]);
            for group in group.into_iter().filter_map(Link::resource) {
                lone.entry(mark("nsg", group)).or_default().push(rule);
            }
        }
        Self { world, lone, made: HashMap::new() }
    }

    /// What the group behind a link lets through.
    pub(crate) fn gate(&mut self, b: &mut Builder<'a>, link: Link<'a>, at: Span, way: Way) -> Gate {
        match link {
            Link::To(group) if !is_data(group) => Gate::Filter(self.of(b, group, way)),
            other => {
                let cause = other.cause("network security group");
                Gate::perhaps("a network security group", at, cause)
            }
        }
    }

    fn of(&mut self, b: &mut Builder<'a>, group: &'a Resource, way: Way) -> FilterId {
        let key = (mark("nsg", group), way);
        if let Some(id) = self.made.get(&key) {
            return *id;
        }
        let mut rules: Vec<(Option<i64>, Rule)> = vec![];
        match written(group, "security_rule") {
            At::Unknown(node) => rules.push((None, unread(node.span, node.cause(), group))),
            at => {
                for node in at.list() {
                    rules.extend(self.rule(group, node, node.span, way));
                }
            }
        }
        for lone in self.lone.get(&key.0).cloned().unwrap_or_default() {
            rules.extend(self.rule(lone, &lone.attrs, lone.header, way));
        }
        let open = rules.iter().any(|(priority, _)| priority.is_none());
        rules.sort_by_key(|(priority, _)| priority.unwrap_or(0));
        let all = rules.into_iter().map(|(_, rule)| Rule {
            certain: rule.certain && !open,
            cause: rule.cause.or_else(|| open.then(|| "a priority is not known".into())),
            ..rule
        });
        let mut rules: Vec<Rule> = all.collect();
        rules.extend(defaults(group, way));
        let last = format!("DenyAll{} of {}", short(way), group.address);
        let id = b.filter(Filter { rules, last: Some((Action::Deny, last.into(), group.header)) });
        self.made.insert(key, id);
        id
    }

    /// A rule of this direction, with its priority.
    fn rule(
        &self,
        owner: &'a Resource,
        node: &'a Node,
        at: Span,
        way: Way,
    ) -> Option<(Option<i64>, Rule)> {
        if node.is_unknown() {
            return Some((None, unread(at, node.cause(), owner)));
        }
        match node.at("direction") {
            At::Set(text) if !text.as_str()?.eq_ignore_ascii_case(way.name()) => return None,
            At::Set(_) => {}
            At::Absent(_) | At::Unknown(_) => {
                return Some((None, unread(at, "the direction of a rule is not known", owner)));
            }
        }
        let (source, destination) =
            (self.side(owner, node, "source"), self.side(owner, node, "destination"));
        let (peers, own) = match way {
            Way::Inbound => (source, destination),
            Way::Outbound => (destination, source),
        };
        let action = match node.at("access").str() {
            Some(a) if a.eq_ignore_ascii_case("allow") => Action::Allow,
            Some(a) if a.eq_ignore_ascii_case("deny") => Action::Deny,
            _ => Action::Either,
        };
        let (ports, perhaps, cause) = ports(node);
        let name = node.at("name").str().unwrap_or("a rule");
        let priority = Value::int(node.at("priority"), -1).known().copied().filter(|p| *p > 0);
        let what = format!("rule {name} ({}) of {}", priority.unwrap_or_default(), owner.address);
        let mut rule = Rule::new(action, peers, ports, &what, at);
        (rule.own, rule.perhaps, rule.cause) = (own, perhaps, cause);
        Some((priority, rule))
    }

    /// Whom one side of a rule means: prefixes, tags, application security groups.
    fn side(&self, owner: &'a Resource, node: &'a Node, side: &str) -> Vec<Peer> {
        let mut peers = vec![];
        for name in ["address_prefix", "address_prefixes"] {
            match node.at(&format!("{side}_{name}")) {
                At::Unknown(node) => peers.push(Peer::Unknown(node.cause().into())),
                at => peers.extend(at.list().iter().map(prefix)),
            }
        }
        let groups = node.at(&format!("{side}_application_security_group_ids"));
        for link in self.world.links_in(owner, groups, ASGS, &["id"]) {
            peers.push(match link {
                Link::To(group) => Peer::Mark(mark("asg", group)),
                other => Peer::UnknownInside(other.cause("application security group")),
            });
        }
        if peers.is_empty() {
            peers.push(Peer::Unknown(format!("a rule names no {side}").into()));
        }
        peers
    }
}

/// A rule of which nothing is known.
fn unread(at: Span, cause: &str, owner: &Resource) -> Rule {
    let peers = vec![Peer::Unknown(cause.into())];
    let what = format!("rules of {}", owner.address);
    Rule::new(Action::Either, peers, PortSet::all(), &what, at)
}

/// An address prefix, or a service tag.
pub(crate) fn prefix(node: &Node) -> Peer {
    let Some(text) = node.as_str() else { return Peer::Unknown(node.cause().into()) };
    match text {
        "*" | "Any" | "any" => Peer::Everyone,
        _ if text.eq_ignore_ascii_case("Internet") => Peer::Internet,
        _ if text.eq_ignore_ascii_case("VirtualNetwork") => Peer::Inside,
        _ if text.eq_ignore_ascii_case("AzureLoadBalancer") => Peer::Mark("probe:azure".into()),
        _ if text.starts_with(|c: char| c.is_ascii_alphabetic()) && !text.contains(':') => {
            Peer::Named(text.into())
        }
        _ => range_peer(text),
    }
}

/// The ports of a rule: for certain, perhaps, and why the latter.
fn ports(node: &Node) -> (PortSet, PortSet, Option<Box<str>>) {
    let protocols: &[Protocol] = match node.at("protocol") {
        At::Unknown(_) => {
            return (
                PortSet::none(),
                PortSet::all(),
                Some("the protocol of a rule is not known".into()),
            );
        }
        at => match at.str().unwrap_or("*").to_ascii_lowercase().as_str() {
            "tcp" => &[Protocol::Tcp],
            "udp" => &[Protocol::Udp],
            "*" => &Protocol::ALL,
            _ => &[],
        },
    };
    let every = |first, last| {
        let each = protocols.iter().map(|p| PortSet::range(*p, first, last));
        each.fold(PortSet::none(), |a, b| a.or(&b))
    };
    let (mut known, mut perhaps) = (PortSet::none(), PortSet::none());
    for name in ["destination_port_range", "destination_port_ranges"] {
        let at = node.at(name);
        if at.is_unknown() {
            perhaps = every(1, 65_535);
        }
        for range in at.list() {
            match range.scalar() {
                Some(text) => {
                    known = text.split(',').fold(known, |all, part| all.or(&span_of(part, &every)));
                }
                None => perhaps = every(1, 65_535),
            }
        }
    }
    let perhaps = perhaps.minus(&known);
    let cause = (!perhaps.is_empty()).then(|| "the ports of a rule are not known".into());
    (known, perhaps, cause)
}

/// `22`, `20-30`, `*`.
pub(crate) fn span_of(text: &str, every: &impl Fn(i64, i64) -> PortSet) -> PortSet {
    let text = text.trim();
    if text == "*" {
        return every(1, 65_535);
    }
    let (low, high) = text.split_once('-').unwrap_or((text, text));
    match (low.trim().parse(), high.trim().parse()) {
        (Ok(low), Ok(high)) => every(low, high),
        _ => PortSet::none(),
    }
}

/// The rules that every group has before the last one (Azure, "default security rules").
fn defaults(group: &Resource, way: Way) -> Vec<Rule> {
    let rule = |name: &str, peer| {
        let what = format!("{name}{} of {}", short(way), group.address);
        Rule::new(Action::Allow, vec![peer], PortSet::all(), &what, group.header)
    };
    match way {
        Way::Inbound => vec![
            rule("AllowVnet", Peer::Inside),
            rule("AllowAzureLoadBalancer", Peer::Mark("probe:azure".into())),
        ],
        Way::Outbound => {
            vec![rule("AllowVnet", Peer::Inside), rule("AllowInternet", Peer::Internet)]
        }
    }
}

const fn short(way: Way) -> &'static str {
    if matches!(way, Way::Inbound) { "InBound" } else { "OutBound" }
}
