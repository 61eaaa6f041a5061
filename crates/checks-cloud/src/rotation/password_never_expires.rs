//! Passwords are good for more than ninety days.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Passwords are good for more than ninety days.
pub struct PasswordNeverExpires;

impl Check for PasswordNeverExpires {
    const META: Meta = Meta::new(
        "cloud/password-never-expires",
        "Passwords are good for more than ninety days",
        "cloud/credential-rotation",
        Severity::Low,
    )
    .aliases(&[
        "3f2cf811-88fa-4eda-be45-7a191a18aba9",
        "ce60d060-efb8-4bfd-9cf7-ff8945d00d90",
        "CKV_AWS_9",
        "AWS-0062",
        "FG_R00003",
        "AC_AWS_0138",
    ]);
    const TYPES: &'static [&'static str] = &["aws_iam_account_password_policy"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let age = on.int("max_password_age", 0);
        Verdict::on(
            &age,
            |days| (1..=90).contains(days),
            "passwords end within ninety days",
            || {
                let message = match age.known().copied().unwrap_or_default() {
                    0 => "passwords of the account never end".to_owned(),
                    days => format!("passwords of the account are good for {days} days"),
                };
                Failure::new(age.span(), message)
            },
        )
    }
}
