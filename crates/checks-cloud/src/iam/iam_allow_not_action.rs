//! Policy allows everything but what it lists.

use ringfort_check::facts::cloud::iam::{Effect, Statement, Terms};
use ringfort_check::facts::cloud::roles;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::identity;
use crate::support::identity::Judged;
use crate::support::rights;

/// Policy allows everything but what it lists.
pub struct IamAllowNotAction;

impl Check for IamAllowNotAction {
    const META: Meta = Meta::new(
        "cloud/iam-allow-not-action",
        "Policy allows everything but what it lists",
        "cloud/iam-least-privilege",
        Severity::Medium,
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
        let own = rights::judge(on, scene, "no statement allows what it does not name", all_but);
        match scene.facts.trust_of(on) {
            Some(trust) => own.and(identity::policy(
                &trust,
                "no statement allows what it does not name",
                all_but,
            )),
            None => own,
        }
    }
}

fn all_but<'a>(statement: &Statement<'a>) -> Judged<'a> {
    if statement.effect != Effect::Allow {
        return Judged::Good;
    }
    let at = |terms: &Terms<'a>| terms.known.first().map_or(statement.span, |t| t.span);
    if statement.not_actions.written {
        let message = "allows every action but those listed: services that come later included";
        return Judged::Bad(Failure::new(at(&statement.not_actions), message));
    }
    if statement.not_resources.written {
        let message = "allows its actions on every resource but those listed: later ones included";
        return Judged::Bad(Failure::new(at(&statement.not_resources), message));
    }
    Judged::Good
}
