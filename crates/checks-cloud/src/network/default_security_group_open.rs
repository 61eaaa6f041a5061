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
    const TYPES: &'static [&'static str] =
        &["aws_vpc", "aws_default_security_group", "aws_security_group"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        if &*on.kind == "aws_security_group" {
            return match on.at("name").str() {
                Some("default") => Verdict::of(rules(on), on.header, "the group has no rules"),
                _ => Verdict::NotApplicable,
            };
        }
        if &*on.kind == "aws_default_security_group" {
            let mut vpcs = scene.facts.targets(on, "vpc_id").filter(|r| &*r.kind == "aws_vpc");
            return match vpcs.next() {
                Some(_) => Verdict::NotApplicable,
                None => Verdict::of(rules(on), on.header, "the group has no rules"),
            };
        }
        let mut groups =
            scene.facts.attached(on, "aws_default_security_group", "vpc_id", &[]).peekable();
        if groups.peek().is_none() {
            let message = format!(
                "the default security group of `{}` is not taken over: it admits all traffic among its members",
                on.name
            );
            return Verdict::fail(Failure::new(on.header, message));
        }
        let failures = groups.flat_map(rules).collect();
        Verdict::of(
            failures,
            on.header,
            "the default security group is taken over and has no rules",
        )
    }
}

/// The rules that `group` still has.
fn rules(group: &Resource) -> Vec<Failure> {
    let all = ["ingress", "egress"].into_iter().filter_map(|name| {
        let rule = group.blocks(name).first()?;
        let message = format!("default security group `{}` has {name} rules", group.name);
        let failure = Failure::new(rule.span, message).key(name);
        Some(failure.related_to(group.header, "the group", group.address.clone()))
    });
    all.collect()
}
