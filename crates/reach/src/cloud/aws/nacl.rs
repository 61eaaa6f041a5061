//! Network ACLs: rules in the order of their numbers, each direction on its own, for whole subnets.

use std::collections::HashMap;

use ringfort_model::Value;
use ringfort_model::cloud::Resource;
use ringfort_source::{At, Node, Span};

use super::groups::ports;
use crate::cloud::build::{Builder, range_peer};
use crate::cloud::filter::{Action, Filter, Peer, Rule};
use crate::cloud::gate::FilterId;
use crate::cloud::link::{Link, World, mark, written};
use crate::ports::PortSet;

const ACLS: &[&str] = &["aws_network_acl", "aws_default_network_acl"];
const SUBNETS: &[&str] = &["aws_subnet", "aws_default_subnet"];
const NETWORKS: &[&str] = &["aws_vpc", "aws_default_vpc"];

/// All network ACLs.
pub(crate) struct Nacls<'a> {
    /// The ACL of a subnet or of a network, by mark.
    of: HashMap<Box<str>, &'a Resource>,
    /// Rules that are resources of their own, by the mark of their ACL, or of the network whose default they extend.
    lone: HashMap<Box<str>, Vec<&'a Resource>>,
    made: HashMap<Box<str>, (FilterId, FilterId)>,
}

impl<'a> Nacls<'a> {
    pub(crate) fn new(world: World<'a>) -> Self {
        let mut of = HashMap::new();
        for acl in world.all(ACLS) {
            let subnets = world.links(acl, "subnet_ids", SUBNETS, &["id"]);
            let network = world.links(acl, "default_network_acl_id", NETWORKS, &["id"]);
            for target in subnets.into_iter().chain(network).filter_map(Link::resource) {
                of.insert(mark("place", target), acl);
            }
        }
        for tie in world.all(&["aws_network_acl_association"]) {
            let acl = world.link(tie, "network_acl_id", ACLS).and_then(Link::resource);
            let subnet = world.link(tie, "subnet_id", SUBNETS).and_then(Link::resource);
            if let (Some(acl), Some(subnet)) = (acl, subnet) {
                of.insert(mark("place", subnet), acl);
            }
        }
        let owners = &["aws_network_acl", "aws_default_network_acl", "aws_vpc", "aws_default_vpc"];
        let mut lone: HashMap<Box<str>, Vec<&Resource>> = HashMap::new();
        for rule in world.all(&["aws_network_acl_rule"]) {
            let owner = world.link(rule, "network_acl_id", owners).and_then(Link::resource);
            if let Some(owner) = owner {
                lone.entry(mark("acl", owner)).or_default().push(rule);
            }
        }
        Self { of, lone, made: HashMap::new() }
    }

    /// The filters of the ACL of `subnet` in `network`: in and out. None: the default ACL as AWS makes it, which
    /// allows everything.
    pub(crate) fn of(
        &mut self,
        b: &mut Builder<'a>,
        subnet: &'a Resource,
        network: Option<&'a Resource>,
    ) -> Option<(FilterId, FilterId)> {
        let own = self.of.get(&mark("place", subnet));
        let whole = || self.of.get(&mark("place", network?));
        let acl = own.copied().or_else(|| whole().copied());
        let owner = acl.or(network.filter(|n| self.lone.contains_key(&mark("acl", n))))?;
        let key = mark("acl", owner);
        if let Some(made) = self.made.get(&key) {
            return Some(*made);
        }
        let both = [false, true].map(|egress| self.filter(owner, acl.is_none(), egress));
        let [into, out] = both.map(|filter| b.filter(filter));
        self.made.insert(key, (into, out));
        Some((into, out))
    }

    /// The filter of one direction; `untouched`: with the rule that the default ACL has.
    fn filter(&self, owner: &Resource, untouched: bool, egress: bool) -> Filter {
        let name = if egress { "egress" } else { "ingress" };
        let mut rules: Vec<(Option<i64>, Rule)> = vec![];
        if !untouched {
            match written(owner, name) {
                At::Unknown(node) => rules.push((None, either(node.span, node.cause(), owner))),
                at => rules.extend(at.list().iter().map(|n| rule(n, n.span, owner))),
            }
        }
        for lone in self.lone.get(&mark("acl", owner)).into_iter().flatten() {
            if lone.bool("egress", false).is(&egress) {
                rules.push(rule(&lone.attrs, lone.header, lone));
            }
        }
        if untouched {
            let what = "the default rule 100 of the default network ACL";
            let peers = vec![Peer::Everyone];
            let rule = Rule::new(Action::Allow, peers, PortSet::all(), what, owner.header);
            rules.push((Some(100), rule));
        }
        let open = rules.iter().any(|(number, _)| number.is_none());
        rules.sort_by_key(|(number, _)| number.unwrap_or(0));
        let rules = rules.into_iter().map(|(_, rule)| Rule {
            certain: rule.certain && !open,
            cause: if open { Some("the number of a rule is not known".into()) } else { rule.cause },
            ..rule
        });
        let last = format!("the last rule of {}, which denies the rest", owner.address);
        Filter { rules: rules.collect(), last: Some((Action::Deny, last.into(), owner.header)) }
    }
}

fn either(span: Span, cause: &str, owner: &Resource) -> Rule {
    let peers = vec![Peer::Unknown(cause.into())];
    let what = format!("rules of {}", owner.address);
    Rule::new(Action::Either, peers, PortSet::all(), &what, span)
}

/// A rule with its number: `rule_no` of a block, `rule_number` of a rule of its own.
fn rule(node: &Node, span: Span, owner: &Resource) -> (Option<i64>, Rule) {
    if node.is_unknown() {
        return (None, either(span, node.cause(), owner));
    }
    let number = |name| Value::int(node.at(name), -1).known().copied().filter(|n| *n >= 0);
    let number = number("rule_number").or_else(|| number("rule_no"));
    let action = node.at("rule_action").str().or(node.at("action").str());
    let action = match action.map(str::to_ascii_lowercase).as_deref() {
        Some("allow") => Action::Allow,
        Some("deny") => Action::Deny,
        _ => Action::Either,
    };
    let ranges =
        ["cidr_block", "ipv6_cidr_block"].into_iter().filter_map(|name| match node.at(name) {
            At::Set(text) => Some(text.as_str().filter(|t| !t.is_empty()).map(range_peer)?),
            At::Unknown(node) => Some(Peer::Unknown(node.cause().into())),
            At::Absent(_) => None,
        });
    let peers: Vec<Peer> = ranges.collect();
    let (ports, perhaps, cause) =
        ports(node.at("protocol"), node.at("from_port"), node.at("to_port"));
    let word = number.map_or_else(|| "rule".to_owned(), |n| format!("rule {n}"));
    let what = format!("network ACL {word} of {}", owner.address);
    let mut rule = Rule::new(action, peers, ports, &what, span);
    (rule.perhaps, rule.cause) = (perhaps, cause);
    if rule.peers.is_empty() {
        rule.peers.push(Peer::Unknown("a rule names no range".into()));
    }
    (number, rule)
}
