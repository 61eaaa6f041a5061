//! Kafka brokers keep no log.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::tri;

/// Kafka brokers keep no log.
pub struct MskWithoutLogs;

impl Check for MskWithoutLogs {
    const META: Meta = Meta::new(
        "cloud/msk-without-logs",
        "Kafka brokers keep no log",
        "cloud/audit-logging",
        Severity::Low,
    )
    .frameworks(&["MITRE-T1562.008"])
    .aliases(&[
        "2f56b7ab-7fba-4e93-82f0-247e5ddeb239",
        "fc7c2c15-f5d0-4b80-adb2-c89019f8f62b",
        "CKV_AWS_80",
        "AWS-0074",
    ]);
    const TYPES: &'static [&'static str] = &["aws_msk_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let logs = on.at("logging_info.broker_logs");
        let targets = ["cloudwatch_logs", "firehose", "s3"];
        let kept = tri::any(tri::each(logs, |block| {
            let sent = |target: &&str| {
                tri::any(tri::each(block.at(target), |t| tri::on(t, "enabled", false)))
            };
            tri::any(targets.iter().map(sent))
        }));
        tri::verdict(kept, on, "logging_info", "broker logs are kept", || {
            format!("brokers of `{}` keep no log", on.name)
        })
    }
}
