//! Passwords need no symbol.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::aws_settings;

/// Passwords need no symbol.
pub struct PasswordWithoutSymbol;

impl Check for PasswordWithoutSymbol {
    const META: Meta = Meta::new(
        "cloud/password-without-symbol",
        "Passwords need no symbol",
        "cloud/credential-rotation",
        Severity::Low,
    )
    .aliases(&["CKV_AWS_14", "AWS-0060", "FG_R00023", "AC_AWS_0137"]);
    const TYPES: &'static [&'static str] = &["aws_iam_account_password_policy"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        aws_settings::required(on, "require_symbols", "a symbol is asked for", || {
            "passwords of the account need no symbol".to_owned()
        })
    }
}
