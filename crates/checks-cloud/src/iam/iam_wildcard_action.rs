//! Policy names every action.

use ringfort_check::facts::cloud::iam::{Effect, Statement, Term};
use ringfort_check::facts::cloud::roles;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::identity;
use crate::support::identity::Judged;
use crate::support::rights;

/// Policy names every action.
pub struct IamWildcardAction;

impl Check for IamWildcardAction {
    const META: Meta = Meta::new(
        "cloud/iam-wildcard-action",
        "Policy names every action",
        "cloud/iam-least-privilege",
        Severity::Medium,
    )
    .frameworks(&["CIS-AWS-2.14"])
    .aliases(&[
        "CKV_AWS_49",
        "CKV_AWS_63",
        "AWS-0057",
        "IAM_MANAGEDPOLICY_NO_STATEMENTS_WITH_FULL_ACCESS",
        "IAM_POLICY_NO_STATEMENTS_WITH_FULL_ACCESS",
        "IAM_ROLE_NO_WILDCARD_ACTIONS_ON_PERMISSIONS",
    ]);
    const TYPES: &'static [&'static str] = roles::IDENTITY_TYPES;
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        rights::judge(on, scene, "no statement names every action", |statement| {
            if statement.effect != Effect::Allow {
                return Judged::Good;
            }
            if let Some(at) = statement.every_action() {
                let message = "allows every action of every service";
                return Judged::Bad(Failure::new(at, message));
            }
            let whole = |t: &&Term<'_>| t.text.split_once(':').is_some_and(|(_, rest)| rest == "*");
            match statement.actions.known.iter().find(whole) {
                Some(term) if statement.every_resource().is_some() || names_nothing(statement) => {
                    Judged::Bad(Failure::new(
                        term.span,
                        format!(
                            "allows {}, every action of the service, on every resource",
                            term.text
                        ),
                    ))
                }
                _ => identity::open_lists(statement),
            }
        })
    }
}

/// A statement without any resource is refused by AWS, and was hardly meant to be narrow.
fn names_nothing(statement: &Statement<'_>) -> bool {
    !statement.resources.written && !statement.not_resources.written
}
