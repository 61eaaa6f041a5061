//! Nobody is told when the trail delivers.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::settings;

/// Nobody is told when the trail delivers.
pub struct CloudtrailWithoutTopic;

impl Check for CloudtrailWithoutTopic {
    const META: Meta = Meta::new(
        "cloud/cloudtrail-without-topic",
        "Nobody is told when the trail delivers",
        "cloud/audit-logging",
        Severity::Info,
    )
    .aliases(&[
        "3e09413f-471e-40f3-8626-990c79ae63f3",
        "482b7d26-0bdb-4b5f-bf6f-545826c0a3dd",
        "5ba316a9-c466-4ec1-8d5b-bc6107dc9a92",
        "CKV_AWS_252",
    ]);
    const TYPES: &'static [&'static str] = &["aws_cloudtrail"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        settings::present(on, "sns_topic_name", "a topic tells of new files", || {
            format!("trail `{}` tells no topic of new files", on.name)
        })
    }
}
