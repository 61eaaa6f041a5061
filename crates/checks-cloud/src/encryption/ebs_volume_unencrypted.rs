//! EBS volume is not encrypted.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::{estate, settings::Switch};

/// EBS volume is not encrypted.
pub struct EbsVolumeUnencrypted;

impl Check for EbsVolumeUnencrypted {
    const META: Meta = Meta::new(
        "cloud/ebs-volume-unencrypted",
        "EBS volume is not encrypted",
        "cloud/volume-encryption-at-rest",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-AWS-6.1.1", "OWASP-Top10-2025-A04"])
    .aliases(&[
        "4b6012e7-7176-46e4-8108-e441785eae57",
        "80b7ac3f-d2b7-4577-9b10-df7913497162",
        "cc997676-481b-4e93-aa81-d19f8c5e9b12",
        "CKV_AWS_3",
        "AWS-0026",
        "FG_R00016",
        "AC_AWS_0460",
        "ENCRYPTED_VOLUMES",
    ]);
    const TYPES: &'static [&'static str] = &["aws_ebs_volume"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        if let Some(default) = estate::default_encryption(scene, on) {
            return Verdict::pass(default.header, "the account encrypts every new volume");
        }
        let switch = Switch {
            path: "encrypted",
            want: true,
            default: false,
            note: "encrypted",
            safety: Some(Safety::Unsafe),
        };
        switch.judge(on, || format!("volume `{}` is not encrypted", on.name))
    }
}
