//! Log group keeps everything for ever.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Log group keeps everything for ever.
pub struct LogGroupWithoutRetention;

impl Check for LogGroupWithoutRetention {
    const META: Meta = Meta::new(
        "cloud/log-group-without-retention",
        "Log group keeps everything for ever",
        "cloud/audit-logging",
        Severity::Info,
    )
    .aliases(&[
        "934613fe-b12c-4e5a-95f5-c1dcdffac1ff",
        "e24e18d9-4c2b-4649-b3d0-18c088145e24",
        "ef0b316a-211e-42f1-888e-64efe172b755",
        "CKV_AWS_66",
        "AC_AWS_0452",
        "CW_LOGGROUP_RETENTION_PERIOD_CHECK",
    ]);
    const TYPES: &'static [&'static str] = &["aws_cloudwatch_log_group"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let days = on.int("retention_in_days", 0);
        Verdict::on(
            &days,
            |d| (1..=3653).contains(d),
            "logs have a term",
            || {
                let message = match days.known().copied().unwrap_or_default() {
                    0 => {
                        format!("log group `{}` has no term: it keeps everything for ever", on.name)
                    }
                    n => format!(
                        "log group `{}` asks for {n} days, which CloudWatch does not take",
                        on.name
                    ),
                };
                Failure::new(days.span(), message)
            },
        )
    }
}
