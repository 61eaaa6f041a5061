//! Security group lets everything out.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::egress;

/// Security group lets everything out.
pub struct SgEgressToWorld;

impl Check for SgEgressToWorld {
    const META: Meta = Meta::new(
        "cloud/sg-egress-to-world",
        "Security group lets everything out",
        "cloud/egress-control",
        Severity::Low,
    )
    .aliases(&[
        "1cc2fbd7-816c-4fbf-ad6d-38a4afa4312a",
        "66f2d8f9-a911-4ced-ae27-34f09690bb2c",
        "CKV_AWS_382",
        "AWS-0104",
        "EC2_SECURITY_GROUP_EGRESS_OPEN_TO_WORLD_RULE",
    ]);
    const TYPES: &'static [&'static str] = &[
        "aws_security_group",
        "aws_default_security_group",
        "aws_security_group_rule",
        "aws_vpc_security_group_egress_rule",
    ];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let (rules, unknown) = egress::rules(on);
        if rules.is_empty() && unknown.is_none() {
            return Verdict::NotApplicable;
        }
        let mut failures = vec![];
        let mut open = unknown.map(|n| (n.span, n.cause().to_owned()));
        for rule in &rules {
            match (rule.world(), egress::is_one_port(rule)) {
                (Some((cidr, span)), Some(false)) => {
                    let message =
                        format!("`{}` lets traffic out to {cidr} on {}", on.name, rule.ports());
                    failures.push(Failure::new(span, message).key(rule.ports()));
                }
                (Some((_, span)), None) => {
                    open = Some((span, "the ports are not known".to_owned()));
                }
                (None, _) => {
                    open = rule.unknown.map(|(span, cause)| (span, cause.to_owned())).or(open);
                }
                (Some(_), Some(true)) => {}
            }
        }
        match open {
            Some((span, cause)) if failures.is_empty() => Verdict::unknown(span, cause),
            _ => {
                Verdict::of(failures, on.header, "what leaves is held to a port or to named ranges")
            }
        }
    }
}
