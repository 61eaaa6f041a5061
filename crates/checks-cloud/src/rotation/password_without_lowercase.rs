//! Passwords need no lowercase letter.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::aws_settings;

/// Passwords need no lowercase letter.
pub struct PasswordWithoutLowercase;

impl Check for PasswordWithoutLowercase {
    const META: Meta = Meta::new(
        "cloud/password-without-lowercase",
        "Passwords need no lowercase letter",
        "cloud/credential-rotation",
        Severity::Low,
    )
    .aliases(&["CKV_AWS_11", "AWS-0058", "FG_R00022", "AC_AWS_0134"]);
    const TYPES: &'static [&'static str] = &["aws_iam_account_password_policy"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        aws_settings::required(
            on,
            "require_lowercase_characters",
            "a lowercase letter is asked for",
            || "passwords of the account need no lowercase letter".to_owned(),
        )
    }
}
