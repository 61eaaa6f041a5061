//! Security group is attached to nothing.

use ringfort_check::model::cloud::Mode;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Node, Scene, Severity, Verdict};

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
        if let Some(user) = named(on, scene) {
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

/// Something that names the group by its name, or by a reference that was put in quotes.
fn named<'a>(on: &Resource, scene: &Scene<'a>) -> Option<&'a Resource> {
    let name = on.at("name").str();
    let hit = |n: &Node| {
        n.as_str().is_some_and(|text| Some(text) == name || text.starts_with(&*on.address))
    };
    let lists = |n: &Node| {
        let groups = n.entries().iter().filter(|e| e.key.contains("security_group"));
        groups.flat_map(|e| e.value.one_or_many()).any(hit)
    };
    let mut all = scene.facts.model.resources.iter().filter(|r| r.root == on.root);
    all.find(|r| {
        let blocks = r.attrs.entries().iter().flat_map(|e| e.value.one_or_many());
        r.address != on.address
            && !is_rule_only(r, on)
            && (lists(&r.attrs) || blocks.into_iter().any(lists))
    })
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
