//! Cloud SQL for PostgreSQL logs no checkpoints.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::gcp_sql::{Flag, is_on};

/// Cloud SQL for PostgreSQL logs no checkpoints.
pub struct SqlLogCheckpoints;

impl Check for SqlLogCheckpoints {
    const META: Meta = Meta::new(
        "cloud/sql-log-checkpoints",
        "Cloud SQL for PostgreSQL logs no checkpoints",
        "cloud/audit-logging",
        Severity::Low,
    )
    .aliases(&["CKV_GCP_51", "GCP-0025"]);
    const TYPES: &'static [&'static str] = &["google_sql_database_instance"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let flag = Flag {
            engine: "POSTGRES",
            name: "log_checkpoints",
            good: is_on,
            default: |major| major >= 15,
            note: "checkpoints are logged",
        };
        flag.judge(on, || format!("instance `{}` logs no checkpoints", on.name))
    }
}
