//! Trail is not sent to `CloudWatch` Logs.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::settings;

/// Trail is not sent to `CloudWatch` Logs.
pub struct CloudtrailWithoutLogGroup;

impl Check for CloudtrailWithoutLogGroup {
    const META: Meta = Meta::new(
        "cloud/cloudtrail-without-log-group",
        "Trail is not sent to CloudWatch Logs",
        "cloud/audit-logging",
        Severity::Low,
    )
    .aliases(&[
        "17b30f8f-8dfb-4597-adf6-57600b6cf25e",
        "65d07da5-9af5-44df-8983-52d2e6f24c44",
        "ebb2118a-03bc-4d53-ab43-d8750f5cb8d3",
        "CKV2_AWS_10",
        "AWS-0162",
        "FG_R00029",
        "CLOUD_TRAIL_CLOUD_WATCH_LOGS_ENABLED",
    ]);
    const TYPES: &'static [&'static str] = &["aws_cloudtrail"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        settings::present(on, "cloud_watch_logs_group_arn", "the trail goes to a log group", || {
            format!("trail `{}` is not sent to CloudWatch Logs: no alarm can stand on it", on.name)
        })
    }
}
