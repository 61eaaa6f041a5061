//! Password policy lets old passwords come back.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Password policy lets old passwords come back.
pub struct PasswordReuseAllowed;

impl Check for PasswordReuseAllowed {
    const META: Meta = Meta::new(
        "cloud/password-reuse-allowed",
        "Password policy lets old passwords come back",
        "cloud/credential-rotation",
        Severity::Low,
    )
    .frameworks(&["CIS-AWS-2.9"])
    .aliases(&[
        "6f5f5444-1422-495f-81ef-24cefd61ed2c",
        "89806cdc-9c2e-4bd1-a0dc-53f339bcfb2a",
        "CKV_AWS_13",
        "AWS-0056",
        "FG_R00002",
        "AC_AWS_0472",
    ]);
    const TYPES: &'static [&'static str] = &["aws_iam_account_password_policy"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let value = on.int("password_reuse_prevention", 0);
        Verdict::on(
            &value,
            |v| *v >= 24,
            "as the benchmark asks",
            || {
                Failure::new(
                    value.span(),
                    format!(
                        "password_reuse_prevention is {}, less than 24",
                        value.known().copied().unwrap_or_default()
                    ),
                )
            },
        )
    }
}
