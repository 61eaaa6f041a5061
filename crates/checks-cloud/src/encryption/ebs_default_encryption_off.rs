//! EBS encryption by default is switched off.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Switch;

/// EBS encryption by default is switched off.
pub struct EbsDefaultEncryptionOff;

impl Check for EbsDefaultEncryptionOff {
    const META: Meta = Meta::new(
        "cloud/ebs-default-encryption-off",
        "EBS encryption by default is switched off",
        "cloud/volume-encryption-at-rest",
        Severity::Medium,
    )
    .frameworks(&["CIS-AWS-6.1.1"])
    .aliases(&["3d3f6270-546b-443c-adb4-bb6fb2187ca6", "CKV_AWS_106"]);
    const TYPES: &'static [&'static str] = &["aws_ebs_encryption_by_default"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let switch = Switch {
            path: "enabled",
            want: true,
            default: true,
            note: "new volumes are encrypted",
            safety: Some(Safety::Safe),
        };
        switch.judge(on, || "the account leaves new volumes unencrypted".to_owned())
    }
}
