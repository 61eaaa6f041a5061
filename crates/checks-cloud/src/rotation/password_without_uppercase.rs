//! Passwords need no uppercase letter.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::aws_settings;

/// Passwords need no uppercase letter.
pub struct PasswordWithoutUppercase;

impl Check for PasswordWithoutUppercase {
    const META: Meta = Meta::new(
        "cloud/password-without-uppercase",
        "Passwords need no uppercase letter",
        "cloud/credential-rotation",
        Severity::Low,
    )
    .aliases(&["CKV_AWS_15", "AWS-0061", "FG_R00021", "AC_AWS_0135"]);
    const TYPES: &'static [&'static str] = &["aws_iam_account_password_policy"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        aws_settings::required(
            on,
            "require_uppercase_characters",
            "an uppercase letter is asked for",
            || "passwords of the account need no uppercase letter".to_owned(),
        )
    }
}
