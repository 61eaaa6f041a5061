//! Passwords need no number.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::aws_settings;

/// Passwords need no number.
pub struct PasswordWithoutNumber;

impl Check for PasswordWithoutNumber {
    const META: Meta = Meta::new(
        "cloud/password-without-number",
        "Passwords need no number",
        "cloud/credential-rotation",
        Severity::Low,
    )
    .aliases(&["CKV_AWS_12", "AWS-0059", "FG_R00024", "AC_AWS_0136"]);
    const TYPES: &'static [&'static str] = &["aws_iam_account_password_policy"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        aws_settings::required(on, "require_numbers", "a number is asked for", || {
            "passwords of the account need no number".to_owned()
        })
    }
}
