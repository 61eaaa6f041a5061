//! Function has an address that asks for no signature.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Choice;

/// Function has an address that asks for no signature.
pub struct LambdaUrlPublic;

impl Check for LambdaUrlPublic {
    const META: Meta = Meta::new(
        "cloud/lambda-url-public",
        "Function has an address that asks for no signature",
        "cloud/public-resource-exposure",
        Severity::Medium,
    )
    .frameworks(&["MITRE-T1530"])
    .aliases(&["CKV_AWS_258"]);
    const TYPES: &'static [&'static str] = &["aws_lambda_function_url"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let auth = Choice {
            path: "authorization_type",
            good: &["AWS_IAM"],
            default: "NONE",
            note: "callers sign their requests",
            safety: Some(Safety::Unsafe),
        };
        auth.judge(on, |_| format!("everyone can call the URL `{}`", on.name))
    }
}
