//! Rules of network ACLs.

use ringfort_check::facts::cloud::firewall;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Failure, Node, Scene, Span, Value, Verdict};

/// The types that hold rules of network ACLs.
pub(crate) const TYPES: &[&str] =
    &["aws_network_acl", "aws_default_network_acl", "aws_network_acl_rule"];

/// Fails where a rule of `on` admits everyone to one of `ports` over TCP and no earlier rule denies it.
pub(crate) fn ingress(on: &Resource, scene: &Scene<'_>, ports: &[i64], what: &str) -> Verdict {
    let rules = own(on);
    if rules.is_empty() {
        return Verdict::NotApplicable;
    }
    let others = siblings(on, scene);
    let mut failures = vec![];
    let mut unsure = None;
    for rule in &rules {
        let hit: Vec<i64> =
            ports.iter().copied().filter(|p| admits(rule, *p) == Some(true)).collect();
        let denied = |p: &i64| others.iter().any(|other| denies_before(other, rule, *p));
        match world(rule).filter(|_| !hit.is_empty() && !hit.iter().all(denied)) {
            Some((span, cidr)) => {
                let message = format!("`{}` admits {cidr} to {what} of whole subnets", on.name);
                failures.push(Failure::new(span, message).key(number(rule)));
            }
            None if is_unsure(rule, ports) => unsure = Some(rule.span),
            None => {}
        }
    }
    match unsure {
        Some(span) if failures.is_empty() => {
            Verdict::unknown(span, "a rule's source or ports are not known")
        }
        _ => Verdict::of(failures, on.header, "no rule admits everyone to these ports"),
    }
}

/// Fails where a rule of `on` allows every port, whoever may come.
pub(crate) fn every_port(on: &Resource) -> Verdict {
    let rules = own(on);
    if rules.is_empty() {
        return Verdict::NotApplicable;
    }
    let mut failures = vec![];
    let mut unsure = None;
    for rule in rules.iter().filter(|r| !is_deny(r)) {
        let range = rule.at("cidr_block").str().or(rule.at("ipv6_cidr_block").str());
        if is_unfinished(rule) {
            unsure = Some(rule.span);
            continue;
        }
        match is_every_port(rule) {
            Some(true) => {
                let who = range.unwrap_or("a range that is not known");
                let message = format!("`{}` admits {who} to every port of whole subnets", on.name);
                let at = [rule.at("to_port"), rule.at("from_port")]
                    .into_iter()
                    .filter(|_| protocol(rule).is_some_and(|p| p != "all"))
                    .find_map(At::node)
                    .map_or_else(|| limits(on, rule), |n| n.span);
                failures.push(Failure::new(at, message).key(number(rule)));
            }
            None => unsure = Some(rule.span),
            Some(false) => {}
        }
    }
    match unsure {
        Some(span) if failures.is_empty() => {
            Verdict::unknown(span, "a rule's protocol or ports are not known")
        }
        _ => Verdict::of(failures, on.header, "no rule allows every port"),
    }
}

/// Does a rule of TCP or UDP say neither whom it is for nor which ports? It is refused as it stands.
fn is_unfinished(rule: &Node) -> bool {
    let parts = ["cidr_block", "ipv6_cidr_block", "from_port", "to_port"];
    protocol(rule).is_some_and(|p| p != "all") && parts.iter().all(|f| rule.at(f).is_absent())
}

/// Where the ports of a rule that names none would be written: beside its protocol, or at its head.
fn limits(on: &Resource, rule: &Node) -> Span {
    let every = protocol(rule).is_some_and(|p| p == "all");
    if every || &*on.kind != "aws_network_acl_rule" {
        rule.at("protocol").span()
    } else {
        on.header
    }
}

/// The ingress rules that `on` holds.
fn own(on: &Resource) -> Vec<&Node> {
    match &*on.kind {
        "aws_network_acl_rule" if on.bool("egress", false).is(&true) => vec![],
        "aws_network_acl_rule" => vec![&on.attrs],
        _ => on.blocks("ingress").iter().collect(),
    }
}

/// All ingress rules of the ACL that `on` belongs to, as far as they are known.
fn siblings<'a>(on: &'a Resource, scene: &Scene<'a>) -> Vec<&'a Node> {
    let mut rules = own(on);
    if &*on.kind != "aws_network_acl_rule" {
        return rules;
    }
    let same = |other: &&Resource| {
        let targets = |r: &Resource| -> Vec<String> {
            r.refs_of("network_acl_id").map(|x| x.target.clone()).collect()
        };
        let literal = |r: &Resource| r.at("network_acl_id").str().map(str::to_owned);
        let refers = !targets(on).is_empty() && targets(on) == targets(other);
        other.root == on.root
            && (refers || (literal(on).is_some() && literal(on) == literal(other)))
    };
    rules.extend(scene.facts.resources("aws_network_acl_rule").filter(same).flat_map(own));
    for acl in scene.facts.targets(on, "network_acl_id") {
        rules.extend(acl.blocks("ingress"));
    }
    rules
}

/// `rule_number` of a rule of its own, `rule_no` of a block.
fn order(rule: &Node) -> Option<i64> {
    let at = |name| Value::int(rule.at(name), -1).known().copied().filter(|n| *n >= 0);
    at("rule_number").or_else(|| at("rule_no"))
}

fn number(rule: &Node) -> String {
    order(rule).map_or_else(|| "rule".to_owned(), |n| format!("rule {n}"))
}

fn is_deny(rule: &Node) -> bool {
    let action = rule.at("rule_action").str().or(rule.at("action").str());
    action.is_some_and(|a| a.eq_ignore_ascii_case("deny"))
}

/// The protocol in one spelling; `None` where it is not known.
fn protocol(rule: &Node) -> Option<String> {
    let text = Value::text(rule.at("protocol"), "-1").known()?.to_ascii_lowercase();
    Some(match text.as_str() {
        "-1" | "all" => "all".to_owned(),
        "6" => "tcp".to_owned(),
        "17" => "udp".to_owned(),
        _ => text,
    })
}

fn ports(rule: &Node) -> Option<(i64, i64)> {
    let at = |name| Value::int(rule.at(name), 0).known().copied();
    Some((at("from_port")?, at("to_port")?))
}

/// Does an allowing rule admit TCP to `port`? `None` where that is not known.
fn admits(rule: &Node, port: i64) -> Option<bool> {
    if is_deny(rule) {
        return Some(false);
    }
    match protocol(rule)?.as_str() {
        "all" => Some(true),
        "tcp" => ports(rule).map(|(from, to)| from <= port && port <= to),
        _ => Some(false),
    }
}

/// Does `other`, which comes before `rule`, deny everyone `port`?
fn denies_before(other: &Node, rule: &Node, port: i64) -> bool {
    let earlier = matches!((order(other), order(rule)), (Some(a), Some(b)) if a < b);
    let covers = match protocol(other).as_deref() {
        Some("all") => true,
        Some("tcp") => ports(other).is_some_and(|(from, to)| from <= port && port <= to),
        _ => false,
    };
    earlier && is_deny(other) && covers && world(other).is_some()
}

/// All protocols, or TCP or UDP with every port or without a range of ports; `None` where that is not known.
fn is_every_port(rule: &Node) -> Option<bool> {
    let written = |name| !rule.at(name).is_absent();
    match protocol(rule)?.as_str() {
        "all" => Some(true),
        "tcp" | "udp" if !written("from_port") || !written("to_port") => Some(true),
        "tcp" | "udp" => ports(rule).map(|(from, to)| from <= 1 && to >= 65535),
        _ => Some(false),
    }
}

/// The range of a rule, if it stands for everyone.
fn world(rule: &Node) -> Option<(Span, &str)> {
    ["cidr_block", "ipv6_cidr_block"].iter().find_map(|name| {
        let node = rule.at(name).node()?;
        let cidr = node.as_str()?;
        firewall::is_world(cidr).then_some((node.span, cidr))
    })
}

/// Could the rule admit everyone to one of `wanted`, for all that is known of it?
fn is_unsure(rule: &Node, wanted: &[i64]) -> bool {
    let open = ["cidr_block", "ipv6_cidr_block"].iter().any(|f| rule.at(f).is_unknown());
    let admitted: Vec<Option<bool>> = wanted.iter().map(|p| admits(rule, *p)).collect();
    let maybe = admitted.contains(&None) || admitted.contains(&Some(true));
    rule.is_unknown() || (maybe && open) || (admitted.contains(&None) && world(rule).is_some())
}
