//! Cloud Armor: security policies of backend services, whose rules are asked by priority before a backend is.
//!
//! Source: Google Cloud Armor, "security policy overview": the lowest number first; the last rule, of priority
//! 2147483647, matches everything.

use ringfort_model::cloud::Resource;
use ringfort_source::Node;

use crate::cloud::build::{Builder, range_peer};
use crate::cloud::filter::{Action, Filter, Peer, Rule};
use crate::cloud::gate::Gate;
use crate::cloud::link::{Link, is_data};
use crate::ports::PortSet;

const POLICIES: &[&str] =
    &["google_compute_security_policy", "google_compute_region_security_policy"];
const LONE: &[&str] =
    &["google_compute_security_policy_rule", "google_compute_region_security_policy_rule"];
const NAMES: &[&str] = &["id", "self_link", "name"];

/// What the policy of a backend service lets through; none where it has none.
pub(super) fn gate(b: &mut Builder<'_>, service: &Resource) -> Option<Gate> {
    let link = b.world.links(service, "security_policy", POLICIES, NAMES).into_iter().next()?;
    let policy = match link {
        Link::To(policy) if !is_data(policy) => policy,
        other => {
            let cause = other.cause("security policy");
            let at = service.at("security_policy").span();
            return Some(Gate::perhaps("a security policy of Cloud Armor", at, cause));
        }
    };
    let mut rules: Vec<(i64, Rule)> = vec![];
    rules.extend(policy.blocks("rule").iter().filter_map(|n| read(policy, n)));
    for rule in b.world.all(LONE) {
        let links = b.world.links(rule, "security_policy", POLICIES, NAMES);
        if links.iter().any(|l| l.resource().is_some_and(|p| std::ptr::eq(p, policy))) {
            rules.extend(read(rule, &rule.attrs));
        }
    }
    rules.sort_by_key(|(priority, _)| *priority);
    let rules = rules.into_iter().map(|(_, rule)| rule).collect();
    let what = format!("no rule of {} is about it", policy.address);
    let last = Some((Action::Allow, what.into(), policy.header));
    Some(Gate::Filter(b.filter(Filter { rules, last })))
}

/// One rule, with its priority; none for a rule in preview, and for one that refuses requests by what is in them: others
/// come through.
fn read(owner: &Resource, node: &Node) -> Option<(i64, Rule)> {
    let expression = node.at("match.expr");
    let action = match node.at("action").str() {
        Some("allow" | "throttle" | "rate_based_ban") => Action::Allow,
        Some(word) if word.starts_with("deny") => Action::Deny,
        _ => Action::Either,
    };
    let looks_inside =
        node.at("match.expr.expression").str().is_some_and(|e| !e.contains("origin."));
    if node.at("preview").bool() == Some(true) || (looks_inside && action == Action::Deny) {
        return None;
    }
    let ranges = node.at("match.config.src_ip_ranges");
    let mut peers: Vec<Peer> = ranges.list().iter().map(peer).collect();
    if !expression.is_absent() || ranges.is_unknown() || peers.is_empty() {
        peers = vec![Peer::Unknown("what a rule of Cloud Armor matches is not known".into())];
    }
    let what = format!("rule of {}", owner.address);
    let at = if node.span == owner.attrs.span { owner.header } else { node.span };
    let mut rule = Rule::new(action, peers, PortSet::all(), &what, at);
    if action == Action::Either {
        rule.cause = Some("the action of a rule of Cloud Armor is not known".into());
    }
    let priority = node.at("priority").node().and_then(Node::as_i64).unwrap_or(0);
    Some((priority, rule))
}

fn peer(node: &Node) -> Peer {
    match node.as_str() {
        Some("*") => Peer::Everyone,
        Some(text) => range_peer(text),
        None => Peer::Unknown(node.cause().into()),
    }
}
