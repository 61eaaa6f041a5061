//! Log group has no key of its own.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::settings;

/// Log group has no key of its own.
pub struct LogGroupDefaultKey;

impl Check for LogGroupDefaultKey {
    const META: Meta = Meta::new(
        "cloud/log-group-default-key",
        "Log group has no key of its own",
        "cloud/key-management",
        Severity::Info,
    )
    .aliases(&[
        "0afbcfe9-d341-4b92-a64c-7e6de0543879",
        "CKV_AWS_158",
        "AWS-0017",
        "FG_R00068",
        "AC_AWS_0451",
        "CLOUDWATCH_LOG_GROUP_ENCRYPTED",
    ]);
    const TYPES: &'static [&'static str] = &["aws_cloudwatch_log_group"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        settings::present(on, "kms_key_id", "encrypted with a key of your own", || {
            format!("log group `{}` is encrypted with the default key of CloudWatch", on.name)
        })
    }
}
