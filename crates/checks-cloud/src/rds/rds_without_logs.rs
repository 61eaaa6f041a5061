//! Database hands out no logs.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::settings;

/// Database hands out no logs.
pub struct RdsWithoutLogs;

impl Check for RdsWithoutLogs {
    const META: Meta = Meta::new(
        "cloud/rds-without-logs",
        "Database hands out no logs",
        "cloud/audit-logging",
        Severity::Low,
    )
    .aliases(&[
        "8d7f7b8c-6c7c-40f8-baa6-62006c6c7b56",
        "CKV_AWS_129",
        "AC_AWS_0454",
        "RDS_INSTANCE_LOGGING_ENABLED",
    ]);
    const TYPES: &'static [&'static str] = &["aws_db_instance", "aws_rds_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        settings::present(on, "enabled_cloudwatch_logs_exports", "logs go to CloudWatch", || {
            format!("database `{}` sends no logs to CloudWatch", on.name)
        })
    }
}
