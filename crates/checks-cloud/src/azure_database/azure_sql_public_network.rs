//! Azure SQL server is reachable from public networks.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Switch;

/// Azure SQL server is reachable from public networks.
pub struct AzureSqlPublicNetwork;

impl Check for AzureSqlPublicNetwork {
    const META: Meta = Meta::new(
        "cloud/azure-sql-public-network",
        "Azure SQL server is reachable from public networks",
        "cloud/public-resource-exposure",
        Severity::Medium,
    )
    .aliases(&["ade36cf4-329f-4830-a83d-9db72c800507", "CKV_AZURE_113"]);
    const TYPES: &'static [&'static str] =
        &["azurerm_mssql_server", "azurerm_mssql_managed_instance"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let is_server = &*on.kind == "azurerm_mssql_server";
        let path = if is_server { "public_network_access_enabled" } else { MANAGED };
        let switch = Switch {
            path,
            want: false,
            default: is_server,
            note: "only private endpoints reach it",
            safety: Some(Safety::Unsafe),
        };
        switch.judge(on, || format!("SQL server `{}` answers on its public endpoint", on.name))
    }
}

/// The switch of a managed instance, which is in a network of its own; off by default.
const MANAGED: &str = "public_data_endpoint_enabled";
