//! Key of KMS is switched off.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::aws_settings;

/// Key of KMS is switched off.
pub struct KmsKeyDisabled;

impl Check for KmsKeyDisabled {
    const META: Meta = Meta::new(
        "cloud/kms-key-disabled",
        "Key of KMS is switched off",
        "cloud/key-management",
        Severity::Low,
    )
    .aliases(&[
        "133fee21-37ef-45df-a563-4d07edc169f4",
        "2844c749-bd78-4cd1-90e8-b179df827602",
        "7350fa23-dcf7-4938-916d-6a60b0c73b50",
        "CKV_AWS_227",
    ]);
    const TYPES: &'static [&'static str] =
        &["aws_kms_key", "aws_kms_external_key", "aws_kms_replica_key"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let path = if &*on.kind == "aws_kms_key" { "is_enabled" } else { "enabled" };
        aws_settings::kept(on, path, "the key can be used", || {
            format!("key `{}` is switched off: what it has encrypted cannot be read", on.name)
        })
    }
}
