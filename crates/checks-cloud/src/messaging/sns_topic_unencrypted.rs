//! Topic keeps its messages unencrypted.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::settings;

/// Topic keeps its messages unencrypted.
pub struct SnsTopicUnencrypted;

impl Check for SnsTopicUnencrypted {
    const META: Meta = Meta::new(
        "cloud/sns-topic-unencrypted",
        "Topic keeps its messages unencrypted",
        "cloud/volume-encryption-at-rest",
        Severity::Medium,
    )
    .frameworks(&["OWASP-Top10-2025-A04"])
    .aliases(&[
        "28545147-2fc6-42d5-a1f9-cf226658e591",
        "9d13b150-a2ab-42a1-b6f4-142e41f81e52",
        "CKV_AWS_26",
        "AWS-0095",
        "SNS_ENCRYPTED_KMS",
    ]);
    const TYPES: &'static [&'static str] = &["aws_sns_topic"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        settings::present(on, "kms_master_key_id", "messages are encrypted", || {
            format!("topic `{}` keeps its messages unencrypted", on.name)
        })
    }
}
