//! Azure SQL threat detection leaves out attacks.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Node, Scene, Severity, Verdict};

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
        "azurerm_sql_server",
        "azurerm_sql_database",
        "azurerm_mssql_database",
    ];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let Some(policy) = policy(on) else {
            return match on.at("threat_detection_policy") {
                At::Unknown(node) => Verdict::unknown(node.span, node.cause().to_owned()),
                _ => Verdict::NotApplicable,
            };
        };
        let state = policy.at("state");
        if state.str() == Some("Disabled") {
            let message = format!("threat detection of `{}` is off", on.name);
            return Verdict::fail(Failure::new(state.span(), message));
        }
        match policy.at("disabled_alerts") {
            At::Unknown(node) => Verdict::unknown(node.span, node.cause().to_owned()),
            At::Set(node) if !node.one_or_many().is_empty() => {
                let all: Vec<&str> = node.one_or_many().iter().filter_map(Node::as_str).collect();
                let message =
                    format!("threat detection of `{}` leaves out {}", on.name, all.join(", "));
                Verdict::fail(Failure::new(node.span, message))
            }
            _ => Verdict::pass(state.span(), "every kind of alert is on"),
        }
    }
}

/// Where the policy of threat detection stands: a resource of its own, or a block.
fn policy(on: &Resource) -> Option<&Node> {
    if &*on.kind == "azurerm_mssql_server_security_alert_policy" {
        return Some(&on.attrs);
    }
    on.blocks("threat_detection_policy").first()
}
