//! Cloud SQL for PostgreSQL does not log connections.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::gcp_sql::{Flag, is_on};

/// Cloud SQL for PostgreSQL does not log connections.
pub struct SqlLogConnections;

impl Check for SqlLogConnections {
    const META: Meta = Meta::new(
        "cloud/sql-log-connections",
        "Cloud SQL for PostgreSQL does not log connections",
        "cloud/audit-logging",
        Severity::Low,
    )
    .frameworks(&["CIS-GCP-6.2.2"])
    .aliases(&["CKV_GCP_52", "GCP-0016"]);
    const TYPES: &'static [&'static str] = &["google_sql_database_instance"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let flag = Flag {
            engine: "POSTGRES",
            name: "log_connections",
            good: is_on,
            default: |_| false,
            note: "connections are logged",
        };
        flag.judge(on, || format!("instance `{}` does not log who connects", on.name))
    }
}
