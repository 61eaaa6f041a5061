//! Security group is attached to nothing.

use ringfort_check::model::cloud::Mode;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Security group is attached to nothing.
pub struct SgUnused;

impl Check for SgUnused {
    const META: Meta = Meta::new(
        "cloud/sg-unused",
        "Security group is attached to nothing",
        "cloud/firewall-rules",
        Severity::Info,
    )
    .aliases(&["4849211b-ac39-479e-ae78-5694d506cb24", "CKV2_AWS_5"]);
    const TYPES: &'static [&'static str] = &["aws_security_group"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let users: Vec<&Resource> = scene
            .facts
            .cloud
            .referrers(&scene.facts.model.resources, on)
            .filter(|r| r.address != on.address && !is_rule_only(r, on))
            .collect();
        if let Some(user) = users.iter().find(|r| r.mode != Mode::Output) {
            return Verdict::pass(user.header, "a resource uses the group");
        }
        let other = |r: &&Resource| r.address != on.address && !is_rule_only(r, on);
        if let Some(user) = scene.facts.naming_group(on).find(other) {
            return Verdict::pass(user.header, "a resource names the group");
        }
        match users.first() {
            Some(output) => {
                Verdict::unknown(output.header, "the group is handed out and may be used elsewhere")
            }
            None => Verdict::fail(Failure::new(
                on.header,
                format!("security group `{}` is attached to nothing", on.name),
            )),
        }
    }
}

/// Rules of the group, and rules of other groups that name it as their source, attach it to nothing.
fn is_rule_only(user: &Resource, group: &Resource) -> bool {
    let rule = matches!(
        &*user.kind,
        "aws_security_group_rule"
            | "aws_vpc_security_group_ingress_rule"
            | "aws_vpc_security_group_egress_rule"
    );
    let other_group = matches!(&*user.kind, "aws_security_group" | "aws_default_security_group");
    (rule || other_group) && user.address != group.address
}
