//! Trail is not encrypted with a key of its own.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::settings;

/// Trail is not encrypted with a key of its own.
pub struct CloudtrailNoKey;

impl Check for CloudtrailNoKey {
    const META: Meta = Meta::new(
        "cloud/cloudtrail-no-key",
        "Trail is not encrypted with a key of its own",
        "cloud/audit-logging",
        Severity::Low,
    )
    .frameworks(&["CIS-AWS-4.5"])
    .aliases(&[
        "050a9ba8-d1cb-4c61-a5e8-8805a70d3b85",
        "5d9e3164-9265-470c-9a10-57ae454ac0c7",
        "f5587077-3f57-4370-9b4e-4eb5b1bac85b",
        "CKV_AWS_35",
        "AWS-0015",
        "FG_R00035",
        "AC_AWS_0033",
        "CLOUD_TRAIL_ENCRYPTION_ENABLED",
    ]);
    const TYPES: &'static [&'static str] = &["aws_cloudtrail"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        settings::present(on, "kms_key_id", "files are encrypted with a key of KMS", || {
            format!("trail `{}` names no key: whoever reads the bucket reads the trail", on.name)
        })
    }
}
