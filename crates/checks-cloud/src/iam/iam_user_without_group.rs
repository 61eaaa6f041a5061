//! User belongs to no group.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::aws_settings;

/// User belongs to no group.
pub struct IamUserWithoutGroup;

impl Check for IamUserWithoutGroup {
    const META: Meta = Meta::new(
        "cloud/iam-user-without-group",
        "User belongs to no group",
        "cloud/iam-least-privilege",
        Severity::Low,
    )
    .aliases(&[
        "06933df4-0ea7-461c-b9b5-104d27390e0e",
        "CKV2_AWS_21",
        "FG_R00272",
        "IAM_USER_MISSING_GROUP_RULE",
    ]);
    const TYPES: &'static [&'static str] = &["aws_iam_user", "aws_iam_group_membership"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        if &*on.kind == "aws_iam_group_membership" {
            return aws_settings::one_of(on, &["users"], "the membership names users", || {
                format!("membership `{}` names no user", on.name)
            });
        }
        if !on.at("groups").list().is_empty() {
            return Verdict::pass(on.at("groups").span(), "the user belongs to a group");
        }
        let own =
            scene.facts.attached(on, "aws_iam_user_group_membership", "user", &["name"]).next();
        let listed =
            scene.facts.attached(on, "aws_iam_group_membership", "users", &["name"]).next();
        let named = scene.facts.resources("aws_iam_group_membership").find(|m| {
            let name = on.at("name").str();
            m.root == on.root
                && m.at("users").list().iter().any(|u| name.is_some() && u.as_str() == name)
        });
        match own.or(listed).or(named) {
            Some(membership) => aws_settings::one_of(
                membership,
                &["groups", "group"],
                "the user belongs to a group",
                || format!("user `{}` belongs to no group", on.name),
            ),
            None => {
                let at = on.at("groups").node().map_or(on.header, |n| n.span);
                Verdict::fail(Failure::new(at, format!("user `{}` belongs to no group", on.name)))
            }
        }
    }
}
