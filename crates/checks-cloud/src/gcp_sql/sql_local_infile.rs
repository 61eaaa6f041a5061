//! Cloud SQL for MySQL loads local files of clients.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::gcp_sql::{Flag, is_off};

/// Cloud SQL for MySQL loads local files of clients.
pub struct SqlLocalInfile;

impl Check for SqlLocalInfile {
    const META: Meta = Meta::new(
        "cloud/sql-local-infile",
        "Cloud SQL for MySQL loads local files of clients",
        "cloud/public-resource-exposure",
        Severity::Low,
    )
    .frameworks(&["CIS-GCP-6.1.3"])
    .aliases(&["CKV_GCP_50", "GCP-0026"]);
    const TYPES: &'static [&'static str] = &["google_sql_database_instance"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let flag = Flag {
            engine: "MYSQL",
            name: "local_infile",
            good: is_off,
            default: |major| major > 5,
            note: "clients load no files of their own",
        };
        flag.judge(on, || format!("instance `{}` lets clients load local files", on.name))
    }
}
