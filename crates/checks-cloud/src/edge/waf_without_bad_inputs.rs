//! Web ACL does not know the inputs of known attacks.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Node, Scene, Severity, Span, Verdict};

/// Web ACL does not know the inputs of known attacks.
pub struct WafWithoutBadInputs;

impl Check for WafWithoutBadInputs {
    const META: Meta = Meta::new(
        "cloud/waf-without-bad-inputs",
        "Web ACL does not know the inputs of known attacks",
        "cloud/edge-tls-and-waf",
        Severity::Low,
    )
    .aliases(&["CKV_AWS_192", "FG_R00500"]);
    const TYPES: &'static [&'static str] = &["aws_wafv2_web_acl"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        if let At::Unknown(node) = on.at("rule") {
            return Verdict::unknown(node.span, node.cause().to_owned());
        }
        let mut message = format!("web ACL `{}` has no rule group for known bad inputs", on.name);
        let mut at = on.header;
        for rule in on.blocks("rule") {
            if rule.is_unknown() {
                return Verdict::unknown(rule.span, rule.cause().to_owned());
            }
            let group = rule.at("statement.managed_rule_group_statement");
            let name = group.key("name");
            if name.is_unknown() {
                return Verdict::unknown(rule.span, "the rule group is not known");
            }
            if name.str() != Some("AWSManagedRulesKnownBadInputsRuleSet") {
                continue;
            }
            if let Some(span) = softened(rule, group) {
                (at, message) =
                    (span, format!("web ACL `{}` only counts known bad inputs", on.name));
                continue;
            }
            return Verdict::pass(rule.span, "known bad inputs are refused");
        }
        Verdict::fail(Failure::new(at, message))
    }
}

/// Where the whole group, or its rule on Log4j, is only counted or left out.
fn softened(rule: &Node, group: At<'_>) -> Option<Span> {
    let count = rule.at("override_action.count");
    if count.node().is_some() {
        return Some(count.span());
    }
    let log4j = |n: &&Node| n.at("name").str().is_some_and(|t| t.starts_with("Log4JRCE"));
    let excluded = group.key("excluded_rule").list().iter().find(log4j);
    let counted = group.key("rule_action_override").list().iter().filter(log4j);
    let mut counted = counted.filter(|n| n.at("action_to_use.count").node().is_some());
    excluded.or_else(|| counted.next()).map(|n| n.span)
}
