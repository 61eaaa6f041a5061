//! First password of a user need not be changed.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::aws_settings;

/// First password of a user need not be changed.
pub struct FirstPasswordKept;

impl Check for FirstPasswordKept {
    const META: Meta = Meta::new(
        "cloud/first-password-kept",
        "First password of a user need not be changed",
        "cloud/credential-rotation",
        Severity::Low,
    )
    .aliases(&["b592ffd4-0577-44b6-bd35-8c5ee81b5918"]);
    const TYPES: &'static [&'static str] = &["aws_iam_user_login_profile", "aws_iam_user"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let path = match &*on.kind {
            "aws_iam_user" if on.blocks("login_profile").is_empty() => {
                return Verdict::NotApplicable;
            }
            "aws_iam_user" => "login_profile.password_reset_required",
            _ => "password_reset_required",
        };
        let length = on.int("password_length", 20);
        if length.known().is_some_and(|n| *n < 14) {
            let message = format!("the first password of `{}` is shorter than 14", on.name);
            return Verdict::fail(Failure::new(length.span(), message));
        }
        aws_settings::required(on, path, "the first password must be changed", || {
            format!("the first password of `{}` need not be changed", on.name)
        })
    }
}
