//! Policy allows everything but a few actions.

use ringfort_check::facts::cloud::iam::{Effect, Statement};
use ringfort_check::facts::cloud::roles;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{identity, identity::Judged};

/// Policy allows everything but a few actions.
pub struct IamAllowNotAction;

impl Check for IamAllowNotAction {
    const META: Meta = Meta::new(
        "cloud/iam-allow-not-action",
        "Policy allows everything but a few actions",
        "cloud/iam-least-privilege",
        Severity::High,
    )
    .frameworks(&["CIS-AWS-2.14"])
    .aliases(&[
        "IAM_ROLE_NO_ALLOW_PLUS_NOT_ACTION_ON_TRUST_POLICY",
        "IAM_ROLE_OR_POLICY_NO_ALLOW_PLUS_NOT_ACTION",
        "IAM_ROLE_OR_POLICY_NO_ALLOW_PLUS_NOT_RESOURCE",
    ]);
    const TYPES: &'static [&'static str] = roles::IDENTITY_TYPES;
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        identity::statements(on, scene, "no statement allows what it does not name", all_but)
    }
}

fn all_but<'a>(statement: &Statement<'a>) -> Judged<'a> {
    if statement.effect != Effect::Allow
        || !statement.not_actions.written
        || statement.every_resource().is_none()
    {
        return Judged::Good;
    }
    let at = statement.not_actions.known.first().map_or(statement.span, |t| t.span);
    let message = "allows every action but those listed, on every resource: services that come later included";
    Judged::Bad(Failure::new(at, message))
}
