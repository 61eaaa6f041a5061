//! Start-up data of a machine holds a secret.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::start_up;

/// Start-up data of a machine holds a secret.
pub struct UserDataSecret;

impl Check for UserDataSecret {
    const META: Meta = Meta::new(
        "cloud/user-data-secret",
        "Start-up data of a machine holds a secret",
        "cloud/no-static-credentials",
        Severity::High,
    )
    .frameworks(&["CIS-AWS-2.16", "MITRE-T1552.001"])
    .aliases(&[
        "443488f5-c734-460b-a36d-5b3f330174dc",
        "568cc372-ca64-420d-9015-ee347d00d288",
        "c09f4d3e-27d2-4d46-9453-abbe9687a64e",
        "CKV_AWS_46",
        "AWS-0029",
        "AWS-0122",
        "AWS-0129",
    ]);
    const TYPES: &'static [&'static str] = &[
        "aws_instance",
        "aws_launch_template",
        "aws_launch_configuration",
        "aws_spot_instance_request",
        "google_compute_instance",
        "google_compute_instance_template",
    ];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        start_up::judge(on, &PATHS, scene)
    }
}

/// Where the data for the first start stands.
const PATHS: [&str; 4] =
    ["user_data", "user_data_base64", "metadata_startup_script", "metadata.startup-script"];
