//! Queue's policy allows every action.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::resource_policy;

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
        resource_policy::named_actions(on, "sqs:*", "queue")
    }
}
