//! Function is not traced.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Choice;

/// Function is not traced.
pub struct LambdaWithoutTracing;

impl Check for LambdaWithoutTracing {
    const META: Meta = Meta::new(
        "cloud/lambda-without-tracing",
        "Function is not traced",
        "cloud/audit-logging",
        Severity::Info,
    )
    .aliases(&[
        "71397b34-1d50-4ee1-97cb-c96c34676f74",
        "8152e0cf-d2f0-47ad-96d5-d003a76eabd1",
        "9488c451-074e-4cd3-aee3-7db6104f542c",
        "CKV_AWS_50",
        "AWS-0066",
        "AC_AWS_0163",
        "AC_AWS_0485",
    ]);
    const TYPES: &'static [&'static str] = &["aws_lambda_function"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let mode = Choice {
            path: "tracing_config.mode",
            good: &["Active"],
            default: "PassThrough",
            note: "calls are traced",
            safety: Some(Safety::Safe),
        };
        mode.judge(on, |mode| format!("function `{}` starts no trace of its own ({mode})", on.name))
    }
}
