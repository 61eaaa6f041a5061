//! Egress rules of security groups.

use ringfort_check::facts::cloud::firewall::Rule;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Failure, Node, Span, Value, Verdict};

/// The types that hold egress rules.
pub(crate) const TYPES: &[&str] = &[
    "aws_security_group",
    "aws_default_security_group",
    "aws_security_group_rule",
    "aws_vpc_security_group_egress_rule",
];

/// The egress rules that `on` holds, and where the list of them is not known.
fn rules(on: &Resource) -> (Vec<Rule<'_>>, Option<&Node>) {
    let inline = ["cidr_blocks", "ipv6_cidr_blocks"];
    match &*on.kind {
        "aws_security_group" | "aws_default_security_group" => {
            let unknown = if let At::Unknown(node) = on.at("egress") { Some(node) } else { None };
            let all = on.blocks("egress").iter();
            (all.map(|n| rule(n.span, "protocol", inline, |name| n.at(name))).collect(), unknown)
        }
        "aws_security_group_rule" if on.at("type").str() == Some("egress") => {
            (vec![rule(on.header, "protocol", inline, |name| on.at(name))], None)
        }
        "aws_vpc_security_group_egress_rule" => {
            let ranges = ["cidr_ipv4", "cidr_ipv6"];
            (vec![rule(on.header, "ip_protocol", ranges, |name| on.at(name))], None)
        }
        _ => (vec![], None),
    }
}

fn rule<'a>(
    span: Span,
    protocol: &str,
    ranges: [&str; 2],
    at: impl Fn(&str) -> At<'a>,
) -> Rule<'a> {
    let mut cidrs = vec![];
    let mut unknown = None;
    for range in ranges.iter().map(|name| at(name)) {
        if let At::Unknown(node) = range {
            unknown = Some((node.span, node.cause()));
        }
        for item in range.list() {
            match item.as_str() {
                Some(cidr) => cidrs.push((cidr, item.span)),
                None => unknown = Some((item.span, item.cause())),
            }
        }
    }
    let (from, to) = (Value::int(at("from_port"), -1), Value::int(at("to_port"), -1));
    Rule { cidrs, unknown, protocol: Value::text(at(protocol), "-1"), from, to, span }
}

/// Is the rule held to one port of one protocol? `None` if that is not known.
pub(crate) fn is_one_port(rule: &Rule<'_>) -> Option<bool> {
    rule.protocol.known()?;
    if rule.is_all_protocols() {
        return Some(false);
    }
    let (from, to) = (*rule.from.known()?, *rule.to.known()?);
    Some(from == to && from > 0)
}

/// Fails for each egress rule of `on` to the whole Internet that is `meant`.
pub(crate) fn to_world(
    on: &Resource,
    meant: impl Fn(&Rule<'_>) -> Option<bool>,
    note: &'static str,
) -> Verdict {
    let (rules, unknown) = rules(on);
    if rules.is_empty() && unknown.is_none() {
        return Verdict::NotApplicable;
    }
    let mut failures = vec![];
    let mut open = unknown.map(|n| (n.span, n.cause().to_owned()));
    for rule in &rules {
        match (rule.world(), meant(rule)) {
            (Some((cidr, span)), Some(true)) => {
                let message =
                    format!("`{}` lets traffic out to {cidr} on {}", on.name, rule.ports());
                failures.push(Failure::new(span, message).key(rule.ports()));
            }
            (Some((_, span)), None) => open = Some((span, "the ports are not known".to_owned())),
            (None, _) => {
                open = rule.unknown.map(|(span, cause)| (span, cause.to_owned())).or(open);
            }
            (Some(_), Some(false)) => {}
        }
    }
    match open {
        Some((span, cause)) if failures.is_empty() => Verdict::unknown(span, cause),
        _ => Verdict::of(failures, on.header, note),
    }
}
