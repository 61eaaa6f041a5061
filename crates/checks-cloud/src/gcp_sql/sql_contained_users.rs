//! Cloud SQL for SQL Server lets databases bring their own users.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::gcp_sql::{Flag, is_off};

/// Cloud SQL for SQL Server lets databases bring their own users.
pub struct SqlContainedUsers;

impl Check for SqlContainedUsers {
    const META: Meta = Meta::new(
        "cloud/sql-contained-users",
        "Cloud SQL for SQL Server lets databases bring their own users",
        "cloud/public-resource-exposure",
        Severity::Low,
    )
    .frameworks(&["CIS-GCP-6.3.7"])
    .aliases(&["CKV_GCP_59", "GCP-0023"]);
    const TYPES: &'static [&'static str] = &["google_sql_database_instance"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let flag = Flag {
            engine: "SQLSERVER",
            name: "contained database authentication",
            good: is_off,
            default: |_| true,
            note: "logins live in the server",
        };
        flag.judge(on, || format!("instance `{}` lets databases bring users of their own", on.name))
    }
}
