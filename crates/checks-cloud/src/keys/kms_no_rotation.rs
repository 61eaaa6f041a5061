//! Key of KMS is not rotated.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Switch;

/// Key of KMS is not rotated.
pub struct KmsNoRotation;

impl Check for KmsNoRotation {
    const META: Meta = Meta::new(
        "cloud/kms-no-rotation",
        "Key of KMS is not rotated",
        "cloud/key-management",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["CIS-AWS-4.6"])
    .aliases(&[
        "1c07bfaf-663c-4f6f-b22b-8e2d481e4df5",
        "22fbfeac-7b5a-421a-8a27-7a2178bb910b",
        "235ca980-eb71-48f4-9030-df0c371029eb",
        "af96d737-0818-4162-8c41-40d969bd65d1",
        "CKV_AWS_7",
        "AWS-0065",
        "FG_R00036",
        "AC_AWS_0160",
        "CMK_BACKING_KEY_ROTATION_ENABLED",
    ]);
    const TYPES: &'static [&'static str] = &["aws_kms_key"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let spec = on.text("customer_master_key_spec", "SYMMETRIC_DEFAULT");
        let usage = on.text("key_usage", "ENCRYPT_DECRYPT");
        if !spec.is(&"SYMMETRIC_DEFAULT".to_owned())
            || !usage.is(&"ENCRYPT_DECRYPT".to_owned())
            || !on.at("custom_key_store_id").is_absent()
        {
            return unsupported(on);
        }
        let switch = Switch {
            path: "enable_key_rotation",
            want: true,
            default: false,
            note: "the key is rotated",
            safety: Some(Safety::Safe),
        };
        switch.judge(on, || format!("key `{}` is never rotated", on.name))
    }
}

/// Asymmetric, HMAC and custom keys are never rotated by KMS: asking for it is refused, and rotates nothing.
fn unsupported(on: &Resource) -> Verdict {
    let asked = on.bool("enable_key_rotation", false);
    if !asked.is(&true) {
        return Verdict::NotApplicable;
    }
    let message =
        format!("key `{}` is of a kind that KMS does not rotate, whatever is asked", on.name);
    Verdict::fail(Failure::new(asked.span(), message))
}
