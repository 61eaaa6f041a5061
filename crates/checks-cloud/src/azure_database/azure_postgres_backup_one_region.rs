//! Azure `PostgreSQL` backups stay in one region.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::azure_database;

/// Azure `PostgreSQL` backups stay in one region.
pub struct AzurePostgresBackupOneRegion;

impl Check for AzurePostgresBackupOneRegion {
    const META: Meta = Meta::new(
        "cloud/azure-postgres-backup-one-region",
        "Azure PostgreSQL backups stay in one region",
        "cloud/backup-and-recovery",
        Severity::Info,
    )
    .aliases(&["8b042c30-e441-453f-b162-7696982ebc58", "CKV_AZURE_102"]);
    const TYPES: &'static [&'static str] =
        &["azurerm_postgresql_server", "azurerm_postgresql_flexible_server"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        azure_database::backs_up_elsewhere(on)
    }
}
