//! Topic's policy allows all actions but those listed.

use ringfort_check::facts::cloud::iam::Effect;
use ringfort_check::facts::cloud::iam::Policy;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{identity, identity::Judged};

/// Topic's policy allows all actions but those listed.
pub struct SnsPolicyAllowNotAction;

impl Check for SnsPolicyAllowNotAction {
    const META: Meta = Meta::new(
        "cloud/sns-policy-allow-not-action",
        "Topic's policy allows all actions but those listed",
        "cloud/iam-least-privilege",
        Severity::Medium,
    )
    .aliases(&[
        "5ea624e4-c8b1-4bb3-87a4-4235a776adcc",
        "818f38ed-8446-4132-9c03-474d49e10195",
        "SNS_TOPICPOLICY_NO_ALLOW_PLUS_NOT_ACTION",
    ]);
    const TYPES: &'static [&'static str] = &["aws_sns_topic_policy", "aws_sns_topic"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let Some(policy) = Policy::read(on.at("policy")) else { return Verdict::NotApplicable };
        identity::policy(&policy, "allows named actions only", |statement| {
            match (statement.effect, statement.not_actions.written) {
                (Effect::Allow, true) => {
                    let at = statement.not_actions.known.first().map_or(statement.span, |t| t.span);
                    let message =
                        format!("policy of `{}` allows all but the actions listed", on.name);
                    Judged::Bad(Failure::new(at, message))
                }
                (Effect::Unknown, true) => Judged::Open(statement.span, "the effect is not known"),
                _ => Judged::Good,
            }
        })
    }
}
