//! Cloud SQL makes no backups.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::{gcp_sql, settings::Switch};

/// Cloud SQL makes no backups.
pub struct SqlWithoutBackup;

impl Check for SqlWithoutBackup {
    const META: Meta = Meta::new(
        "cloud/sql-without-backup",
        "Cloud SQL makes no backups",
        "cloud/backup-and-recovery",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["CIS-GCP-6.8"])
    .aliases(&[
        "0c82eae2-aca0-401f-93e4-fb37a0f9e5e8",
        "a5bf1a1c-92c7-401c-b4c6-ebdc8b686c01",
        "cf3c7631-cd1e-42f3-8801-a561214a6e79",
        "CKV_GCP_14",
        "GCP-0024",
    ]);
    const TYPES: &'static [&'static str] = &["google_sql_database_instance"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        if gcp_sql::is_replica(on) {
            return Verdict::NotApplicable;
        }
        let switch = Switch {
            path: "settings.backup_configuration.enabled",
            want: true,
            default: false,
            note: "backups are made every day",
            safety: Some(Safety::Safe),
        };
        switch.judge(on, || format!("nothing brings the data of instance `{}` back", on.name))
    }
}
