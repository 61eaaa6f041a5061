//! Default security group of the VPC still admits traffic.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Default security group of the VPC still admits traffic.
pub struct DefaultSecurityGroupOpen;

impl Check for DefaultSecurityGroupOpen {
    const META: Meta = Meta::new(
        "cloud/default-security-group-open",
        "Default security group of the VPC still admits traffic",
        "cloud/network-segmentation",
        Severity::Low,
    )
    .frameworks(&["CIS-AWS-6.5"])
    .aliases(&[
        "46883ce1-dc3e-4b17-9195-c6a601624c73",
        "8010e17a-00e9-4635-a692-90d6bcec68bd",
        "9a4ef195-74b9-4c58-b8ed-2b2fe4353a75",
        "ea33fcf7-394b-4d11-a228-985c5d08f205",
        "CKV2_AWS_12",
        "AWS-0173",
        "FG_R00089",
    ]);
    const TYPES: &'static [&'static str] = &["aws_vpc"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let mut groups =
            scene.facts.attached(on, "aws_default_security_group", "vpc_id", &[]).peekable();
        if groups.peek().is_none() {
            let message = format!(
                "the default security group of `{}` is not taken over: it admits all traffic among its members",
                on.name
            );
            return Verdict::fail(Failure::new(on.header, message));
        }
        groups
            .flat_map(|group| ["ingress", "egress"].map(|name| rules(on, group, name)))
            .fold(Verdict::NotApplicable, Verdict::and)
    }
}

/// Judges the rules of one direction: there must be none.
fn rules(on: &Resource, group: &Resource, name: &str) -> Verdict {
    let at = group.at(name);
    if let Some(rule) = at.list().iter().find(|r| !r.is_unknown()) {
        let message = format!("default security group `{}` has {name} rules", group.name);
        return Verdict::fail(Failure::new(rule.span, message).key(name));
    }
    if at.is_unknown() || !at.list().is_empty() {
        return Verdict::unknown(at.span(), format!("the {name} rules are not known"));
    }
    Verdict::pass(on.header, "the default security group is taken over and has no rules")
}
