//! Password policy allows short passwords.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Password policy allows short passwords.
pub struct PasswordTooShort;

impl Check for PasswordTooShort {
    const META: Meta = Meta::new(
        "cloud/password-too-short",
        "Password policy allows short passwords",
        "cloud/credential-rotation",
        Severity::Low,
    )
    .frameworks(&["CIS-AWS-2.8"])
    .aliases(&[
        "1bc1c685-e593-450e-88fb-19db4c82aa1d",
        "8bc2168c-1723-4eeb-a6f3-a1ba614b9a6d",
        "9850d621-7485-44f7-8bdd-b3cf426315cf",
        "b1b20ae3-8fa7-4af5-a74d-a2145920fcb1",
        "CKV_AWS_10",
        "AWS-0063",
        "FG_R00025",
    ]);
    const TYPES: &'static [&'static str] = &["aws_iam_account_password_policy"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let value = on.int("minimum_password_length", 6);
        Verdict::on(
            &value,
            |v| *v >= 14,
            "as the benchmark asks",
            || {
                Failure::new(
                    value.span(),
                    format!(
                        "minimum_password_length is {}, less than 14",
                        value.known().copied().unwrap_or_default()
                    ),
                )
            },
        )
    }
}
