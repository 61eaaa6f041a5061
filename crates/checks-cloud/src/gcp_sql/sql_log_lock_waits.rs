//! Cloud SQL for PostgreSQL does not log waits for locks.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::gcp_sql::{Flag, is_on};

/// Cloud SQL for PostgreSQL does not log waits for locks.
pub struct SqlLogLockWaits;

impl Check for SqlLogLockWaits {
    const META: Meta = Meta::new(
        "cloud/sql-log-lock-waits",
        "Cloud SQL for PostgreSQL does not log waits for locks",
        "cloud/audit-logging",
        Severity::Low,
    )
    .aliases(&["CKV_GCP_54", "GCP-0020"]);
    const TYPES: &'static [&'static str] = &["google_sql_database_instance"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let flag = Flag {
            engine: "POSTGRES",
            name: "log_lock_waits",
            good: is_on,
            default: |_| false,
            note: "waits for locks are logged",
        };
        flag.judge(on, || format!("instance `{}` does not log waits for locks", on.name))
    }
}
