//! Azure SQL alerts do not reach the administrators.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Node, Scene, Severity, Value, Verdict};

use crate::support::azure_database;

/// Azure SQL alerts do not reach the administrators.
pub struct AzureSqlAlertsUnmailed;

impl Check for AzureSqlAlertsUnmailed {
    const META: Meta = Meta::new(
        "cloud/azure-sql-alerts-unmailed",
        "Azure SQL alerts do not reach the administrators",
        "cloud/threat-detection",
        Severity::Low,
    )
    .aliases(&["55975007-f6e7-4134-83c3-298f1fe4b519", "CKV_AZURE_27", "AZU-0023"]);
    const TYPES: &'static [&'static str] = &[
        "azurerm_mssql_server_security_alert_policy",
        "azurerm_mssql_managed_instance_security_alert_policy",
        "azurerm_sql_server",
        "azurerm_sql_database",
        "azurerm_mssql_database",
    ];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        azure_database::threat_policy(on, |policy| judge(on, policy))
    }
}

fn judge(on: &Resource, policy: &Node) -> Verdict {
    let names = ["email_account_admins_enabled", "email_account_admins"];
    let at = names.map(|n| policy.at(n)).into_iter().find(|at| !at.is_absent());
    let value = Value::text(at.unwrap_or(policy.at("email_account_admins")), "false");
    let note = "alerts go to the administrators";
    Verdict::on(&value, azure_database::is_enabled, note, || {
        let at = if value.is_set() { value.span() } else { on.header };
        Failure::new(at, format!("alerts of `{}` are not mailed to the administrators", on.name))
    })
}
