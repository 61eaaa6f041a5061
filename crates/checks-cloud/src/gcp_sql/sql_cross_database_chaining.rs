//! Cloud SQL for SQL Server chains ownership across databases.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::gcp_sql::{Flag, is_off};

/// Cloud SQL for SQL Server chains ownership across databases.
pub struct SqlCrossDatabaseChaining;

impl Check for SqlCrossDatabaseChaining {
    const META: Meta = Meta::new(
        "cloud/sql-cross-database-chaining",
        "Cloud SQL for SQL Server chains ownership across databases",
        "cloud/public-resource-exposure",
        Severity::Low,
    )
    .frameworks(&["CIS-GCP-6.3.2"])
    .aliases(&["CKV_GCP_58", "GCP-0019"]);
    const TYPES: &'static [&'static str] = &["google_sql_database_instance"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let flag = Flag {
            engine: "SQLSERVER",
            name: "cross db ownership chaining",
            good: is_off,
            default: |_| true,
            note: "databases stay apart",
        };
        flag.judge(on, || format!("instance `{}` lets owners reach across databases", on.name))
    }
}
