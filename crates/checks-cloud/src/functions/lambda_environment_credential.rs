//! Environment of a function holds a credential.

use ringfort_check::facts::secrets;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::aws_key;

/// Environment of a function holds a credential.
pub struct LambdaEnvironmentCredential;

impl Check for LambdaEnvironmentCredential {
    const META: Meta = Meta::new(
        "cloud/lambda-environment-credential",
        "Environment of a function holds a credential",
        "cloud/no-static-credentials",
        Severity::High,
    )
    .frameworks(&["MITRE-T1552.001"])
    .aliases(&[
        "1402afd8-a95c-4e84-8b0b-6fb43758e6ce",
        "2564172f-c92b-4261-9acd-464aed511696",
        "f34508b9-f574-4330-b42d-88c44cced645",
        "CKV_AWS_45",
    ]);
    const TYPES: &'static [&'static str] = &["aws_lambda_function"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let variables = match on.at("environment.variables") {
            At::Absent(_) => return Verdict::NotApplicable,
            At::Unknown(node) => return Verdict::unknown(node.span, node.cause().to_owned()),
            At::Set(node) => node,
        };
        let failures = variables.entries().iter().filter_map(|variable| {
            let value = variable.value.as_str()?;
            let title = credential(&variable.key, value)?;
            let shown = secrets::redact(value);
            let message = format!(
                "`{}` of function `{}` is a literal ({title}): {shown}",
                variable.key, on.name
            );
            let from = variable.value.from.as_deref().copied();
            Some(Failure::new(from.unwrap_or(variable.value.span), message).key(&*variable.key))
        });
        Verdict::of(failures.collect(), variables.span, "the environment holds no credential")
    }
}

/// What the value of a variable is, if it is a credential.
fn credential(name: &str, value: &str) -> Option<&'static str> {
    secrets::judge_given(name, value)
        .map_or_else(|| aws_key::title(name, value), |hit| Some(hit.title))
}
