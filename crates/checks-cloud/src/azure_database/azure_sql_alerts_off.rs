//! Azure SQL threat detection leaves out attacks.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Node, Scene, Severity, Verdict};

use crate::support::azure_database;

/// Azure SQL threat detection leaves out attacks.
pub struct AzureSqlAlertsOff;

impl Check for AzureSqlAlertsOff {
    const META: Meta = Meta::new(
        "cloud/azure-sql-alerts-off",
        "Azure SQL threat detection leaves out attacks",
        "cloud/threat-detection",
        Severity::Medium,
    )
    .aliases(&["CKV_AZURE_25", "AZU-0028"]);
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
    let (state, off, switch) =
        (policy.at("state"), policy.at("disabled_alerts"), policy.at("enabled"));
    if let Some(At::Unknown(node)) = [state, off, switch].into_iter().find(|at| at.is_unknown()) {
        return Verdict::unknown(node.span, node.cause().to_owned());
    }
    // Policies of managed instances have a switch.
    let off_at = [(state, state.str() == Some("Disabled")), (switch, switch.bool() == Some(false))];
    if let Some((at, _)) = off_at.into_iter().find(|(_, is_off)| *is_off) {
        let message = format!("threat detection of `{}` is off", on.name);
        return Verdict::fail(Failure::new(at.span(), message));
    }
    let left_out: Vec<&str> = off.list().iter().filter_map(Node::as_str).collect();
    if off.list().is_empty() {
        return Verdict::pass(state.span(), "every kind of alert is on");
    }
    let all = left_out.join(", ");
    let message = format!("threat detection of `{}` leaves out alerts: {all}", on.name);
    Verdict::fail(Failure::new(off.span(), message))
}
