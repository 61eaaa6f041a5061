//! Group has no members.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::aws_settings;

/// Group has no members.
pub struct IamGroupWithoutUsers;

impl Check for IamGroupWithoutUsers {
    const META: Meta = Meta::new(
        "cloud/iam-group-without-users",
        "Group has no members",
        "cloud/iam-least-privilege",
        Severity::Info,
    )
    .aliases(&[
        "8f957abd-9703-413d-87d3-c578950a753c",
        "f509931b-bbb0-443c-bd9b-10e92ecf2193",
        "fc101ca7-c9dd-4198-a1eb-0fbe92e80044",
        "CKV2_AWS_14",
    ]);
    const TYPES: &'static [&'static str] = &["aws_iam_group"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let listed =
            scene.facts.attached(on, "aws_iam_group_membership", "group", &["name"]).next();
        let joined =
            scene.facts.attached(on, "aws_iam_user_group_membership", "groups", &["name"]).next();
        let member = scene.facts.resources("aws_iam_user_group_membership").find(|m| {
            let name = on.at("name").str();
            m.root == on.root
                && m.at("groups").list().iter().any(|g| name.is_some() && g.as_str() == name)
        });
        match listed.or(joined).or(member) {
            Some(membership) => aws_settings::one_of(
                membership,
                &["users", "groups"],
                "the group has members",
                || format!("group `{}` has no members", on.name),
            ),
            None => Verdict::fail(Failure::new(
                on.header,
                format!("group `{}` has no members", on.name),
            )),
        }
    }
}
