//! Trail's files can be changed unnoticed.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Switch;

/// Trail's files can be changed unnoticed.
pub struct CloudtrailNoValidation;

impl Check for CloudtrailNoValidation {
    const META: Meta = Meta::new(
        "cloud/cloudtrail-no-validation",
        "Trail's files can be changed unnoticed",
        "cloud/audit-logging",
        Severity::Medium,
    )
    .frameworks(&["CIS-AWS-4.2"])
    .aliases(&[
        "2a3560fe-52ca-4443-b34f-bf0ed5eb74c8",
        "4d8681a2-3d30-4c89-8070-08acd142748e",
        "52ffcfa6-6c70-4ea6-8376-d828d3961669",
        "CKV_AWS_36",
        "AWS-0016",
        "FG_R00027",
        "AC_AWS_0446",
        "CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED",
    ]);
    const TYPES: &'static [&'static str] = &["aws_cloudtrail"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let switch = Switch {
            path: "enable_log_file_validation",
            want: true,
            default: false,
            note: "digests of the files are kept",
            safety: Some(Safety::Safe),
        };
        switch.judge(on, || {
            format!(
                "trail `{}` keeps no digests: a changed or deleted file goes unnoticed",
                on.name
            )
        })
    }
}
