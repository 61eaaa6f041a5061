//! Azure SQL alerts do not reach the administrators.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Node, Scene, Severity, Value, Verdict};

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
        // A boolean on the newer type, a word in the older blocks.
        let value = Value::text(policy.at("email_account_admins"), "false");
        let mailed = |v: &String| v == "true" || v.eq_ignore_ascii_case("Enabled");
        Verdict::on(&value, mailed, "alerts go to the administrators", || {
            let at = if value.is_set() { value.span() } else { on.header };
            Failure::new(
                at,
                format!("alerts of `{}` are not mailed to the administrators", on.name),
            )
        })
    }
}

/// Where the policy of threat detection stands: a resource of its own, or a block.
fn policy(on: &Resource) -> Option<&Node> {
    if &*on.kind == "azurerm_mssql_server_security_alert_policy" {
        return Some(&on.attrs);
    }
    on.blocks("threat_detection_policy").first()
}
