//! Policy passes any role.

use ringfort_check::facts::cloud::iam::covers;
use ringfort_check::facts::cloud::roles;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::identity::Judged;
use crate::support::rights;

/// Policy passes any role.
pub struct IamPassRoleEverywhere;

impl Check for IamPassRoleEverywhere {
    const META: Meta = Meta::new(
        "cloud/iam-pass-role-everywhere",
        "Policy passes any role",
        "cloud/iam-least-privilege",
        Severity::Medium,
    )
    .frameworks(&["MITRE-T1548.005"])
    .aliases(&[
        "e39bee8c-fe54-4a3f-824d-e5e2d1cca40a",
        "AWS-0342",
        "IAM_POLICY_NO_WILDCARD_RESOURCE_ON_PASSROLE",
        "IAM_ROLE_NO_WILDCARD_RESOURCE_ON_PASSROLE",
    ]);
    const TYPES: &'static [&'static str] = roles::IDENTITY_TYPES;
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        rights::judge(on, scene, "roles that may be passed are named", |statement| {
            if statement.every_action().is_some() {
                return Judged::Good;
            }
            rights::everywhere(
                statement,
                |text| covers(text, "iam:PassRole"),
                |text| {
                    format!(
                        "allows {text} on every role: a service then acts with rights that the caller lacks"
                    )
                },
            )
        })
    }
}
