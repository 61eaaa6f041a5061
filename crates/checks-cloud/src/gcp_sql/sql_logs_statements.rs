//! Cloud SQL for PostgreSQL logs the text of slow statements.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::gcp_sql::Flag;

/// Cloud SQL for PostgreSQL logs the text of slow statements.
pub struct SqlLogsStatements;

impl Check for SqlLogsStatements {
    const META: Meta = Meta::new(
        "cloud/sql-logs-statements",
        "Cloud SQL for PostgreSQL logs the text of slow statements",
        "cloud/audit-logging",
        Severity::Low,
    )
    .aliases(&["CKV_GCP_57", "GCP-0021"]);
    const TYPES: &'static [&'static str] = &["google_sql_database_instance"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let flag = Flag {
            engine: "POSTGRES",
            name: "log_min_duration_statement",
            good: |v| v == "-1",
            default: |_| true,
            note: "slow statements are not written to the log",
        };
        flag.judge(on, || {
            format!("instance `{}` writes the text of slow statements to its log", on.name)
        })
    }
}
