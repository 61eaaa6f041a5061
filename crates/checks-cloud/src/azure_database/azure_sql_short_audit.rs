//! Azure SQL audit log is kept for less than 90 days.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::azure;

/// Azure SQL audit log is kept for less than 90 days.
pub struct AzureSqlShortAudit;

impl Check for AzureSqlShortAudit {
    const META: Meta = Meta::new(
        "cloud/azure-sql-short-audit",
        "Azure SQL audit log is kept for less than 90 days",
        "cloud/audit-logging",
        Severity::Low,
    )
    .aliases(&[
        "59acb56b-2b10-4c2c-ba38-f2223c3f5cfc",
        "9c301481-e6ec-44f7-8a49-8ec63e2969ea",
        "CKV_AZURE_24",
        "AZU-0025",
    ]);
    const TYPES: &'static [&'static str] = &[
        "azurerm_mssql_server_extended_auditing_policy",
        "azurerm_mssql_database_extended_auditing_policy",
        "azurerm_sql_server",
        "azurerm_mssql_server",
        "azurerm_sql_database",
        "azurerm_mssql_database",
    ];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let is_policy = on.kind.ends_with("_auditing_policy");
        if !is_policy && azure::lacks(on.at("extended_auditing_policy")) {
            return Verdict::NotApplicable;
        }
        let path = if is_policy {
            "retention_in_days"
        } else {
            "extended_auditing_policy.retention_in_days"
        };
        let days = on.int(path, 0);
        // Zero keeps the log for ever.
        Verdict::on(
            &days,
            |d| *d == 0 || *d >= 90,
            "the log is kept long enough",
            || {
                let kept = days.known().copied().unwrap_or_default();
                Failure::new(
                    days.span(),
                    format!("`{}` keeps the audit log for {kept} days", on.name),
                )
            },
        )
    }
}
