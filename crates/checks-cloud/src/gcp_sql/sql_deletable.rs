//! One run of Terraform deletes the Cloud SQL instance.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::{gcp_sql, settings::Switch};

/// One run of Terraform deletes the Cloud SQL instance.
pub struct SqlDeletable;

impl Check for SqlDeletable {
    const META: Meta = Meta::new(
        "cloud/sql-deletable",
        "One run of Terraform deletes the Cloud SQL instance",
        "cloud/backup-and-recovery",
        Severity::Low,
    )
    .frameworks(&["CIS-GCP-6.9"]);
    const TYPES: &'static [&'static str] = &["google_sql_database_instance"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        if gcp_sql::is_replica(on) {
            return Verdict::NotApplicable;
        }
        let switch = Switch {
            path: "deletion_protection",
            want: true,
            default: true,
            note: "one run does not delete it",
            safety: Some(Safety::Safe),
        };
        switch.judge(on, || format!("one run deletes instance `{}` and its backups", on.name))
    }
}
