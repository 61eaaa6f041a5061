//! Rules of security groups in one shape, whatever block they are written in.

use ringfort_model::Value;
use ringfort_model::cloud::Resource;
use ringfort_source::{At, Node, Span};

use crate::Facts;

/// An ingress rule.
#[derive(Clone, Debug)]
pub struct Rule<'a> {
    /// The address ranges that are known, IPv4 and IPv6.
    pub cidrs: Vec<(&'a str, Span)>,
    /// Where and why a range is not known.
    pub unknown: Option<(Span, &'a str)>,
    /// `tcp`, `udp`, `icmp`, `-1` for all.
    pub protocol: Value<String>,
    /// First port.
    pub from: Value<i64>,
    /// Last port.
    pub to: Value<i64>,
    /// The rule.
    pub span: Span,
}

impl<'a> Rule<'a> {
    /// The range that stands for the Internet, if one does.
    pub fn world(&self) -> Option<(&'a str, Span)> {
        self.cidrs.iter().copied().find(|(cidr, _)| is_world(cidr))
    }

    /// Does it admit all protocols?
    pub fn is_all_protocols(&self) -> bool {
        self.protocol.known().is_some_and(|p| p == "-1" || p.eq_ignore_ascii_case("all"))
    }

    /// Does it admit TCP to a port of `low..=high`? `None` if that is not known.
    pub fn admits(&self, low: i64, high: i64) -> Option<bool> {
        let protocol = self.protocol.known()?;
        if self.is_all_protocols() {
            return Some(true);
        }
        if !matches!(protocol.to_ascii_lowercase().as_str(), "tcp" | "6") {
            return Some(false);
        }
        let (from, to) = (*self.from.known()?, *self.to.known()?);
        Some(from == -1 || (from <= high && low <= to))
    }

    /// The ports in words: `port 22`, `ports 0-65535`, `all ports`.
    pub fn ports(&self) -> String {
        match (self.from.known(), self.to.known()) {
            _ if self.is_all_protocols() => "all ports".to_owned(),
            (Some(a), Some(b)) if a == b => format!("port {a}"),
            (Some(a), Some(b)) => format!("ports {a}-{b}"),
            _ => "ports that are not known".to_owned(),
        }
    }
}

/// Is `cidr` the Internet, or a half of it? (`0.0.0.0/1` and `128.0.0.0/1` together are everything.)
pub fn is_world(cidr: &str) -> bool {
    let Some((address, bits)) = cidr.trim().split_once('/') else { return false };
    let Ok(bits) = bits.parse::<u8>() else { return false };
    if address.contains(':') { bits <= 3 } else { bits <= 1 }
}

/// The types of resource that hold ingress rules.
pub const RULE_TYPES: &[&str] = &[
    "aws_security_group",
    "aws_default_security_group",
    "aws_security_group_rule",
    "aws_vpc_security_group_ingress_rule",
];

/// The ingress rules that `resource` itself holds, and where the list of them is not known.
pub fn ingress(resource: &Resource) -> (Vec<Rule<'_>>, Option<&Node>) {
    match &*resource.kind {
        "aws_security_group" | "aws_default_security_group" => {
            let unknown =
                if let At::Unknown(node) = resource.at("ingress") { Some(node) } else { None };
            (resource.blocks("ingress").iter().map(inline).collect(), unknown)
        }
        "aws_security_group_rule" => {
            let is_ingress = resource.at("type").str() != Some("egress");
            let rule = rule(resource, "protocol", &["cidr_blocks", "ipv6_cidr_blocks"]);
            (is_ingress.then_some(rule).into_iter().collect(), None)
        }
        "aws_vpc_security_group_ingress_rule" => {
            (vec![rule(resource, "ip_protocol", &["cidr_ipv4", "cidr_ipv6"])], None)
        }
        _ => (vec![], None),
    }
}

fn inline(node: &Node) -> Rule<'_> {
    build(node.span, "protocol", &["cidr_blocks", "ipv6_cidr_blocks"], |name| node.at(name))
}

fn rule<'a>(resource: &'a Resource, protocol: &str, ranges: &[&str]) -> Rule<'a> {
    build(resource.header, protocol, ranges, |name| resource.at(name))
}

fn build<'a>(span: Span, protocol: &str, ranges: &[&str], at: impl Fn(&str) -> At<'a>) -> Rule<'a> {
    let mut rule = Rule {
        cidrs: vec![],
        unknown: None,
        protocol: Value::text(at(protocol), "-1"),
        from: Value::int(at("from_port"), -1),
        to: Value::int(at("to_port"), -1),
        span,
    };
    for name in ranges {
        if let At::Unknown(node) = at(name) {
            rule.unknown = Some((node.span, node.cause()));
        }
        for item in at(name).list() {
            match item.as_str() {
                Some(cidr) => rule.cidrs.push((cidr, item.span)),
                None if item.is_unknown() => rule.unknown = Some((item.span, item.cause())),
                None => {}
            }
        }
    }
    rule
}

impl Facts {
    /// The security groups that the rules in `resource` belong to: itself, or what its rule names.
    pub fn groups_of_rule<'a>(&'a self, resource: &'a Resource) -> Vec<&'a Resource> {
        if matches!(&*resource.kind, "aws_security_group" | "aws_default_security_group") {
            return vec![resource];
        }
        self.targets(resource, "security_group_id")
            .filter(|r| &*r.kind == "aws_security_group")
            .collect()
    }

    /// Is `group` on worker nodes: named by a launch template of a node group, by the remote access of one,
    /// or by its own name or tags?
    pub fn is_node_security_group(&self, group: &Resource) -> bool {
        let named = |r: &Resource| {
            let text = [
                r.at("name").str(),
                r.at("name_prefix").str(),
                r.at("tags.Name").str(),
                Some(&*r.name),
            ];
            text.into_iter().flatten().any(|t| {
                t.split(|c: char| !c.is_ascii_alphanumeric())
                    .any(|w| matches!(w, "node" | "nodes" | "worker" | "workers" | "nodegroup"))
            })
        };
        let owned = |r: &Resource| {
            r.at("tags").node().is_some_and(|t| {
                t.entries().iter().any(|e| e.key.starts_with("kubernetes.io/cluster/"))
            })
        };
        named(group)
            || owned(group)
            || self.companions(group, "aws_eks_node_group").next().is_some()
            || self.companions(group, "aws_launch_template").any(|t| self.is_node_template(t))
    }
}

#[cfg(test)]
mod tests {
    use super::is_world;

    #[test]
    fn the_world_is_recognised() {
        let table = [
            ("0.0.0.0/0", true),
            ("::/0", true),
            ("128.0.0.0/1", true),
            ("2000::/3", true),
            ("10.0.0.0/8", false),
            ("203.0.113.7/32", false),
            ("nonsense", false),
        ];
        for (cidr, expected) in table {
            assert_eq!(is_world(cidr), expected, "{cidr}");
        }
    }
}
