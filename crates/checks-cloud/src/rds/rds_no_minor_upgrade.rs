//! Database does not take minor versions.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::aws_settings;

/// Database does not take minor versions.
pub struct RdsNoMinorUpgrade;

impl Check for RdsNoMinorUpgrade {
    const META: Meta = Meta::new(
        "cloud/rds-no-minor-upgrade",
        "Database does not take minor versions",
        "cloud/backup-and-recovery",
        Severity::Low,
    )
    .frameworks(&["CIS-AWS-3.2.2"])
    .aliases(&[
        "3b6d777b-76e3-4133-80a3-0d6f667ade7f",
        "857f8808-e96a-4ba8-a9b7-f2d4ec6cad94",
        "f0104061-8bfc-4b45-8a7d-630eb502f281",
        "CKV_AWS_226",
        "AC_AWS_0056",
        "RDS_AUTOMATIC_MINOR_VERSION_UPGRADE_ENABLED",
    ]);
    const TYPES: &'static [&'static str] = &["aws_db_instance", "aws_rds_cluster_instance"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        aws_settings::kept(on, "auto_minor_version_upgrade", "minor versions are taken", || {
            format!("database `{}` does not take minor versions by itself", on.name)
        })
    }
}
