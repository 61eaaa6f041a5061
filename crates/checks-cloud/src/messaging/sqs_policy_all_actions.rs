//! Queue's policy allows every action.

use ringfort_check::facts::cloud::iam::Effect;
use ringfort_check::facts::cloud::iam::Policy;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{identity, identity::Judged};

/// Queue's policy allows every action.
pub struct SqsPolicyAllActions;

impl Check for SqsPolicyAllActions {
    const META: Meta = Meta::new(
        "cloud/sqs-policy-all-actions",
        "Queue's policy allows every action",
        "cloud/iam-least-privilege",
        Severity::Medium,
    )
    .aliases(&[
        "816ea8cf-d589-442d-a917-2dd0ce0e45e3",
        "ed9b3beb-92cf-44d9-a9d2-171eeba569d4",
        "CKV_AWS_72",
        "AWS-0097",
        "FG_R00049",
        "SQS_QUEUEPOLICY_NO_WILDCARD_ACTION",
    ]);
    const TYPES: &'static [&'static str] = &["aws_sqs_queue_policy", "aws_sqs_queue"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let Some(policy) = Policy::read(on.at("policy")) else { return Verdict::NotApplicable };
        identity::policy(&policy, "allows named actions only", |statement| {
            let all = statement.every_action().or_else(|| {
                statement.actions.known.iter().find(|t| is_whole_service(t.text)).map(|t| t.span)
            });
            match (statement.effect, all) {
                (Effect::Allow, Some(at)) => Judged::Bad(Failure::new(
                    at,
                    format!("policy of `{}` allows every action on the queue", on.name),
                )),
                (Effect::Deny, _) => Judged::Good,
                _ => match statement.actions.undecided() {
                    Some((span, cause)) => Judged::Open(span, cause),
                    None => Judged::Good,
                },
            }
        })
    }
}

/// `sqs:*`, whatever its case.
fn is_whole_service(action: &str) -> bool {
    action.eq_ignore_ascii_case("sqs:*")
}
