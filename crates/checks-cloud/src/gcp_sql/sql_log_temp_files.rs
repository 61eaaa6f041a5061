//! Cloud SQL for PostgreSQL does not log temporary files.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::gcp_sql::Flag;

/// Cloud SQL for PostgreSQL does not log temporary files.
pub struct SqlLogTempFiles;

impl Check for SqlLogTempFiles {
    const META: Meta = Meta::new(
        "cloud/sql-log-temp-files",
        "Cloud SQL for PostgreSQL does not log temporary files",
        "cloud/audit-logging",
        Severity::Low,
    )
    .aliases(&["CKV_GCP_56", "GCP-0014"]);
    const TYPES: &'static [&'static str] = &["google_sql_database_instance"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let flag = Flag {
            engine: "POSTGRES",
            name: "log_temp_files",
            good: |v| v == "0",
            default: |_| false,
            note: "all temporary files are logged",
        };
        flag.judge(on, || format!("instance `{}` does not log all temporary files", on.name))
    }
}
