//! Cloud SQL for PostgreSQL leaves errors out of its log.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::gcp_sql::Flag;

/// Cloud SQL for PostgreSQL leaves errors out of its log.
pub struct SqlLogMinMessages;

impl Check for SqlLogMinMessages {
    const META: Meta = Meta::new(
        "cloud/sql-log-min-messages",
        "Cloud SQL for PostgreSQL leaves errors out of its log",
        "cloud/audit-logging",
        Severity::Low,
    )
    .aliases(&["CKV_GCP_55", "GCP-0018"]);
    const TYPES: &'static [&'static str] = &["google_sql_database_instance"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let flag = Flag {
            engine: "POSTGRES",
            name: "log_min_messages",
            good: |v| !["fatal", "panic", "log"].iter().any(|x| v.eq_ignore_ascii_case(x)),
            default: |_| true,
            note: "errors are logged",
        };
        flag.judge(on, || format!("instance `{}` leaves errors out of its log", on.name))
    }
}
