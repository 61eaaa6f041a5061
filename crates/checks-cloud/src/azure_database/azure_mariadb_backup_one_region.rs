//! Azure `MariaDB` backups stay in one region.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::azure_database;

/// Azure `MariaDB` backups stay in one region.
pub struct AzureMariadbBackupOneRegion;

impl Check for AzureMariadbBackupOneRegion {
    const META: Meta = Meta::new(
        "cloud/azure-mariadb-backup-one-region",
        "Azure MariaDB backups stay in one region",
        "cloud/backup-and-recovery",
        Severity::Info,
    )
    .aliases(&["0a70d5f3-1ecd-4c8e-9292-928fc9a8c4f1", "CKV_AZURE_129"]);
    const TYPES: &'static [&'static str] = &["azurerm_mariadb_server"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        azure_database::backs_up_elsewhere(on)
    }
}
