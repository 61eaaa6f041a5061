//! Passwords may be short.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::aws_settings;

/// Passwords may be short.
pub struct PasswordTooShort;

impl Check for PasswordTooShort {
    const META: Meta = Meta::new(
        "cloud/password-too-short",
        "Passwords may be short",
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
    const TYPES: &'static [&'static str] =
        &["aws_iam_account_password_policy", "aws_iam_user_login_profile"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        if &*on.kind == "aws_iam_user_login_profile" {
            return first(on);
        }
        aws_settings::at_least(
            on,
            ("minimum_password_length", 6, 14),
            "as the benchmark asks",
            |n| format!("minimum_password_length is {n}, less than 14"),
        )
    }
}

/// A first password that is written in the code, as templates of CloudFormation have it.
fn first(on: &Resource) -> Verdict {
    let password = on.at("password");
    match password.str() {
        Some(text) if text.chars().count() < 14 => Verdict::fail(Failure::new(
            password.span(),
            format!("the first password of `{}` is shorter than 14", on.name),
        )),
        Some(_) => Verdict::pass(password.span(), "the first password is long"),
        None => Verdict::NotApplicable,
    }
}
