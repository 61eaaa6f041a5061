//! Network ACL opens administration to the Internet.

use ringfort_check::facts::cloud::firewall;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Node, Scene, Severity, Span, Value, Verdict};

/// Network ACL opens administration to the Internet.
pub struct NaclOpenAdminPorts;

impl Check for NaclOpenAdminPorts {
    const META: Meta = Meta::new(
        "cloud/nacl-open-admin-ports",
        "Network ACL opens administration to the Internet",
        "cloud/firewall-rules",
        Severity::Medium,
    )
    .frameworks(&["CIS-AWS-6.2"])
    .aliases(&[
        "3af7f2fd-06e6-4dab-b996-2912bea19ba4",
        "CKV_AWS_232",
        "FG_R00357",
        "a20be318-cac7-457b-911d-04cc6e812c25",
        "CKV_AWS_231",
        "FG_R00359",
        "f57f849c-883b-4cb7-85e7-f7b199dff163",
        "CKV_AWS_352",
        "AWS-0102",
        "CKV_AWS_229",
        "CKV_AWS_230",
    ]);
    const TYPES: &'static [&'static str] =
        &["aws_network_acl", "aws_default_network_acl", "aws_network_acl_rule"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let rules: Vec<&Node> = match &*on.kind {
            "aws_network_acl_rule" if on.bool("egress", false).is(&true) => vec![],
            "aws_network_acl_rule" => vec![&on.attrs],
            _ => on.blocks("ingress").iter().collect(),
        };
        if rules.is_empty() {
            return Verdict::NotApplicable;
        }
        let denied = |r: &Node| rules.iter().any(|other| is_denied_before(other, r));
        let failures =
            rules.iter().filter(|r| !denied(r)).filter_map(|r| open(r)).map(|(span, cidr)| {
                let message =
                    format!("`{}` admits {cidr} to port 22 or 3389 of whole subnets", on.name);
                Failure::new(span, message)
            });
        let failures: Vec<Failure> = failures.collect();
        if failures.is_empty() && rules.iter().any(|r| is_unsure(r)) {
            return Verdict::unknown(on.header, "a rule's source or ports are not known");
        }
        Verdict::of(failures, on.header, "no rule opens administration to the Internet")
    }
}

/// Does `other`, which comes first, deny everyone what `rule` allows?
fn is_denied_before(other: &Node, rule: &Node) -> bool {
    let number = |r: &Node, name| Value::int(r.at(name), -1).known().copied();
    let action = other.at("rule_action").str().or(other.at("action").str());
    let earlier = number(other, "rule_no") < number(rule, "rule_no");
    let wider = number(other, "from_port") <= number(rule, "from_port")
        && number(rule, "to_port") <= number(other, "to_port");
    let everyone = other.at("cidr_block").str().is_some_and(firewall::is_world);
    earlier && everyone && action.is_some_and(|a| a.eq_ignore_ascii_case("deny")) && wider
}

/// Could the rule open administration, for all that is known of it?
fn is_unsure(rule: &Node) -> bool {
    let action = rule.at("rule_action").str().or(rule.at("action").str());
    let fields = ["protocol", "from_port", "to_port", "cidr_block", "ipv6_cidr_block"];
    !action.is_some_and(|a| a.eq_ignore_ascii_case("deny"))
        && (rule.is_unknown() || fields.iter().any(|f| rule.at(f).is_unknown()))
}

fn open(rule: &Node) -> Option<(Span, &str)> {
    let action = rule.at("rule_action").str().or(rule.at("action").str())?;
    let protocol = rule.at("protocol").node().and_then(Node::scalar)?;
    let number = |name| Value::int(rule.at(name), 0).known().copied();
    let (from, to) = (number("from_port")?, number("to_port")?);
    let all = protocol == "-1" || protocol == "all";
    let tcp =
        (protocol == "tcp" || protocol == "6") && [22, 3389].iter().any(|p| from <= *p && *p <= to);
    if !action.eq_ignore_ascii_case("allow") || !(all || tcp) {
        return None;
    }
    ["cidr_block", "ipv6_cidr_block"].iter().find_map(|name| {
        let node = rule.at(name).node()?;
        let cidr = node.as_str()?;
        firewall::is_world(cidr).then_some((node.span, cidr))
    })
}
