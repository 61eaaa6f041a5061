//! Azure database keeps backups for less than a week.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::aws_settings;

/// Azure database keeps backups for less than a week.
pub struct AzureDatabaseShortBackup;

impl Check for AzureDatabaseShortBackup {
    const META: Meta = Meta::new(
        "cloud/azure-database-short-backup",
        "Azure database keeps backups for less than a week",
        "cloud/backup-and-recovery",
        Severity::Low,
    )
    .gate()
    .frameworks(&["MITRE-T1485"]);
    const TYPES: &'static [&'static str] = &[
        "azurerm_mssql_database",
        "azurerm_mssql_managed_database",
        "azurerm_postgresql_server",
        "azurerm_postgresql_flexible_server",
        "azurerm_mysql_server",
        "azurerm_mysql_flexible_server",
        "azurerm_mariadb_server",
    ];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let path = match &*on.kind {
            "azurerm_mssql_database" => "short_term_retention_policy.retention_days",
            "azurerm_mssql_managed_database" => "short_term_retention_days",
            _ => "backup_retention_days",
        };
        aws_settings::at_least(on, (path, 7, 7), "a week of backups is kept", |days| {
            format!("`{}` keeps backups for {days} days", on.name)
        })
    }
}
