//! Cloud SQL for PostgreSQL does not log disconnections.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::gcp_sql::{Flag, is_on};

/// Cloud SQL for PostgreSQL does not log disconnections.
pub struct SqlLogDisconnections;

impl Check for SqlLogDisconnections {
    const META: Meta = Meta::new(
        "cloud/sql-log-disconnections",
        "Cloud SQL for PostgreSQL does not log disconnections",
        "cloud/audit-logging",
        Severity::Low,
    )
    .frameworks(&["CIS-GCP-6.2.3"])
    .aliases(&["CKV_GCP_53", "GCP-0022"]);
    const TYPES: &'static [&'static str] = &["google_sql_database_instance"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let flag = Flag {
            engine: "POSTGRES",
            name: "log_disconnections",
            good: is_on,
            default: |_| false,
            note: "ends of sessions are logged",
        };
        flag.judge(on, || format!("instance `{}` does not log how long sessions last", on.name))
    }
}
