//! Volume has no key of its own.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::settings;

/// Volume has no key of its own.
pub struct EbsVolumeDefaultKey;

impl Check for EbsVolumeDefaultKey {
    const META: Meta = Meta::new(
        "cloud/ebs-volume-default-key",
        "Volume has no key of its own",
        "cloud/key-management",
        Severity::Info,
    )
    .aliases(&[
        "b7063015-6c31-4658-a8e7-14f98f37fd42",
        "CKV_AWS_189",
        "AWS-0027",
        "EBS_VOLUME_ENCRYPTION_KEY_RULE",
    ]);
    const TYPES: &'static [&'static str] = &["aws_ebs_volume"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        settings::present(on, "kms_key_id", "encrypted with a key of your own", || {
            format!(
                "volume `{}` names no key: what encrypts it is the default key of AWS, if anything",
                on.name
            )
        })
    }
}
