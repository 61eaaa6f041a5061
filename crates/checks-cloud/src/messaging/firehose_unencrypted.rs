//! Delivery stream keeps its records unencrypted.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::aws_settings;

/// Delivery stream keeps its records unencrypted.
pub struct FirehoseUnencrypted;

impl Check for FirehoseUnencrypted {
    const META: Meta = Meta::new(
        "cloud/firehose-unencrypted",
        "Delivery stream keeps its records unencrypted",
        "cloud/volume-encryption-at-rest",
        Severity::Medium,
    )
    .frameworks(&["OWASP-Top10-2025-A04"])
    .aliases(&["CKV_AWS_240", "KINESIS_FIREHOSE_DELIVERY_STREAM_ENCRYPTION_RULE"]);
    const TYPES: &'static [&'static str] = &["aws_kinesis_firehose_delivery_stream"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let sources = ["kinesis_source_configuration", "msk_source_configuration"];
        if sources.iter().any(|s| !on.at(s).is_absent()) {
            return Verdict::NotApplicable;
        }
        aws_settings::required(
            on,
            "server_side_encryption.enabled",
            "records are encrypted",
            || format!("delivery stream `{}` keeps its records unencrypted", on.name),
        )
    }
}
