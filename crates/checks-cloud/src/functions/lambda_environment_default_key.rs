//! Function's environment is encrypted with the default key.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Meta, Scene, Severity, Verdict};

use crate::support::own_key;

/// Function's environment is encrypted with the default key.
pub struct LambdaEnvironmentDefaultKey;

impl Check for LambdaEnvironmentDefaultKey {
    const META: Meta = Meta::new(
        "cloud/lambda-environment-default-key",
        "Function's environment is encrypted with the default key",
        "cloud/key-management",
        Severity::Low,
    )
    .aliases(&["CKV_AWS_173", "AC_AWS_0483"]);
    const TYPES: &'static [&'static str] = &["aws_lambda_function"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let key = || {
            own_key::judge(on, scene, "kms_key_arn", || {
                format!("variables of function `{}` are encrypted with the default key", on.name)
            })
        };
        match on.at("environment.variables") {
            At::Absent(_) => Verdict::NotApplicable,
            At::Set(node) if node.entries().is_empty() => Verdict::NotApplicable,
            At::Set(_) => key(),
            At::Unknown(node) => match key() {
                pass @ Verdict::Pass(_) => pass,
                _ => Verdict::unknown(node.span, node.cause().to_owned()),
            },
        }
    }
}
