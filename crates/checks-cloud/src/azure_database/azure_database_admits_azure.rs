//! Azure database firewall admits all of Azure.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::address_range::{self, Admits};

/// Azure database firewall admits all of Azure.
pub struct AzureDatabaseAdmitsAzure;

impl Check for AzureDatabaseAdmitsAzure {
    const META: Meta = Meta::new(
        "cloud/azure-database-admits-azure",
        "Azure database firewall admits all of Azure",
        "cloud/public-resource-exposure",
        Severity::Medium,
    );
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
            Some(Admits::AllOfAzure) => {
                let message = format!(
                    "rule `{}` admits every service in Azure, other customers' too",
                    on.name
                );
                Verdict::fail(Failure::new(at, message))
            }
            Some(_) => Verdict::pass(at, "it does not stand for all of Azure"),
        }
    }
}
