//! Function's environment is encrypted with the default key.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Kind, Meta, Node, Scene, Severity, Verdict};

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
        match on.at("environment") {
            At::Absent(_) => Verdict::NotApplicable,
            At::Set(node) if !node.one_or_many().iter().any(holds) => Verdict::NotApplicable,
            At::Set(node) if !node.has_unknown() => key(),
            At::Set(node) | At::Unknown(node) => match key() {
                pass @ Verdict::Pass(_) => pass,
                _ if node.at("variables").node().is_some_and(|v| !v.entries().is_empty()) => key(),
                _ => Verdict::unknown(node.span, "whether there are variables is not known"),
            },
        }
    }
}

/// Does the block hold anything but an empty map of variables?
fn holds(block: &Node) -> bool {
    let nothing =
        |value: &Node| matches!(value.kind, Kind::Null) || value.kind == Kind::Map(vec![]);
    block.is_unknown() || block.entries().iter().any(|e| !nothing(&e.value))
}
