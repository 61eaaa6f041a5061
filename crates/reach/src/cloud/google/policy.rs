//! Firewall policies around the rules of a network: those of organisations and folders before, those of the network
//! after them (unless the network says otherwise).

use ringfort_model::cloud::Resource;
use ringfort_source::{At, Span};

use super::firewall::{Way, implied, ports, priority, ranges_of};
use super::network;
use crate::cloud::filter::{Action, Filter, Peer, Rule};
use crate::cloud::link::{Link, World, is_data};
use crate::ports::PortSet;

const HIERARCHICAL: &[&str] = &[
    "google_compute_firewall_policy_association",
    "google_compute_organization_security_policy_association",
];
const OF_NETWORK: &[&str] = &[
    "google_compute_network_firewall_policy_association",
    "google_compute_region_network_firewall_policy_association",
];
const POLICIES: &[&str] = &[
    "google_compute_firewall_policy",
    "google_compute_network_firewall_policy",
    "google_compute_region_network_firewall_policy",
];
const RULES: &[&str] = &[
    "google_compute_firewall_policy_rule",
    "google_compute_network_firewall_policy_rule",
    "google_compute_region_network_firewall_policy_rule",
];

/// The whole order of rules of a network.
pub(crate) fn around<'a>(
    world: World<'a>,
    (name, resource): (&str, Option<&'a Resource>),
    classic: Vec<Rule>,
    way: Way,
    at: Span,
) -> Filter {
    let mut before: Vec<Rule> = vec![];
    for tie in world.all(HIERARCHICAL) {
        // Whether the project lies under the folder or organisation is in no file.
        let cause = "whether a hierarchical firewall policy holds for this project is not known";
        let rules = of_policy(world, tie, way);
        before.extend(rules.into_iter().map(|rule| doubtful(rule, cause)));
    }
    let mut own: Vec<Rule> = vec![];
    for tie in world.all(OF_NETWORK) {
        if network::named(world, tie, tie.at("attachment_target"))
            .is_ok_and(|(mark, _)| *mark == *name)
        {
            own.extend(of_policy(world, tie, way));
        }
    }
    let first = resource.is_some_and(|r| {
        r.at("network_firewall_policy_enforcement_order").str() == Some("BEFORE_CLASSIC_FIREWALL")
    });
    let (second, third) = if first { (own, classic) } else { (classic, own) };
    implied(before.into_iter().chain(second).chain(third).collect(), way, at)
}

fn doubtful(rule: Rule, cause: &str) -> Rule {
    Rule { certain: false, cause: Some(cause.into()), ..rule }
}

/// The rules of the policy that is attached, in order.
fn of_policy<'a>(world: World<'a>, tie: &'a Resource, way: Way) -> Vec<Rule> {
    let names = &["name", "id"];
    let link = world.links(tie, "firewall_policy", POLICIES, names).into_iter().next();
    let policy = match link {
        Some(Link::To(policy)) if !is_data(policy) => policy,
        Some(other) => return vec![unread(tie, other.cause("firewall policy"))],
        None => return vec![],
    };
    let mine = |rule: &&Resource| {
        let links = world.links(rule, "firewall_policy", POLICIES, names);
        way.is_of(rule)
            && !rule.bool("disabled", false).is(&true)
            && links.iter().any(|l| l.resource().is_some_and(|p| std::ptr::eq(p, policy)))
    };
    let mut rules: Vec<&Resource> = world.all(RULES).filter(mine).collect();
    rules.sort_by_key(|rule| priority(rule).known().copied().unwrap_or(0));
    rules.into_iter().flat_map(|rule| read(rule, way)).collect()
}

fn unread(tie: &Resource, cause: Box<str>) -> Rule {
    let peers = vec![Peer::Unknown(cause)];
    Rule::new(Action::Either, peers, PortSet::all(), "a firewall policy", tie.header)
}

fn read(rule: &Resource, way: Way) -> Vec<Rule> {
    let action = match rule.at("action").str() {
        Some("allow") => Action::Allow,
        Some("deny") => Action::Deny,
        // What goes on to the next list is decided there.
        Some("goto_next") => return vec![],
        _ => Action::Either,
    };
    let ranges = if way == Way::Ingress { "match.src_ip_ranges" } else { "match.dest_ip_ranges" };
    let mut peers = ranges_of(rule.at(ranges));
    let more = rule.at("match").list().first().is_some_and(|m| {
        m.entries().iter().any(|e| {
            let known = matches!(&*e.key, "layer4_configs" | "src_ip_ranges" | "dest_ip_ranges");
            !known && !matches!(m.at(&e.key), At::Absent(_)) && !m.at(&e.key).list().is_empty()
        })
    });
    if more {
        peers.push(Peer::Unknown(
            "a rule of a firewall policy matches by more than addresses".into(),
        ));
    }
    if peers.is_empty() {
        peers.push(Peer::Everyone);
    }
    let narrowed = ["target_service_accounts", "target_resources", "target_secure_tags"];
    let narrowed = narrowed.iter().any(|name| !rule.at(name).list().is_empty());
    let open = narrowed || priority(rule).is_unknown();
    let layers = rule.at("match.layer4_configs").list().iter();
    layers
        .map(|layer| {
            let (known, perhaps, cause) = ports(layer, "ip_protocol");
            let what = format!("firewall policy rule {}", rule.address);
            let made = Rule::new(action, peers.clone(), known, &what, rule.header);
            let made = Rule { perhaps, cause, ..made };
            let cause = "whether a rule of a firewall policy applies to it is not known";
            if open { doubtful(made, cause) } else { made }
        })
        .collect()
}
