//! One function can use up the concurrency of the account.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::aws_settings;

/// One function can use up the concurrency of the account.
pub struct LambdaWithoutConcurrencyLimit;

impl Check for LambdaWithoutConcurrencyLimit {
    const META: Meta = Meta::new(
        "cloud/lambda-without-concurrency-limit",
        "One function can use up the concurrency of the account",
        "cloud/edge-tls-and-waf",
        Severity::Info,
    )
    .frameworks(&["OWASP-API-2023-API4"])
    .aliases(&["CKV_AWS_115", "LAMBDA_CONCURRENCY_CHECK"]);
    const TYPES: &'static [&'static str] = &["aws_lambda_function"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let limit = ("reserved_concurrent_executions", -1, 0);
        aws_settings::at_least(on, limit, "has a limit of its own", |_| {
            format!("function `{}` has no limit of concurrent executions", on.name)
        })
    }
}
