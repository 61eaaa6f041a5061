//! Azure database firewall admits everybody.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::address_range::{self, Admits};

/// Azure database firewall admits everybody.
pub struct AzureDatabaseOpenFirewall;

impl Check for AzureDatabaseOpenFirewall {
    const META: Meta = Meta::new(
        "cloud/azure-database-open-firewall",
        "Azure database firewall admits everybody",
        "cloud/public-resource-exposure",
        Severity::High,
    )
    .aliases(&[
        "25c0ea09-f1c5-4380-b055-3b83863f2bb8",
        "d7ba74da-2da0-4d4b-83c8-2fd72a3f6c28",
        "f4e9ff70-0f3b-4c50-a713-26cbe7ec4039",
        "CKV_AZURE_11",
        "AZU-0029",
    ]);
    const TYPES: &'static [&'static str] = &[
        "azurerm_sql_firewall_rule",
        "azurerm_mssql_firewall_rule",
        "azurerm_postgresql_firewall_rule",
        "azurerm_postgresql_flexible_server_firewall_rule",
        "azurerm_mysql_firewall_rule",
        "azurerm_mysql_flexible_server_firewall_rule",
        "azurerm_mariadb_firewall_rule",
    ];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let at = on.at("start_ip_address").span();
        match address_range::of(on, "start_ip_address", "end_ip_address") {
            None => Verdict::unknown(at, "the addresses are not known"),
            Some(Admits::Everybody) => {
                let message = format!("rule `{}` admits the Internet", on.name);
                Verdict::fail(Failure::new(at, message))
            }
            // All of Azure is judged by a check of its own.
            Some(Admits::AllOfAzure) => Verdict::NotApplicable,
            Some(Admits::Few) => Verdict::pass(at, "only some addresses are admitted"),
        }
    }
}
