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
    const TYPES: &'static [&'static str] = &["azurerm_mssql_server"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let switch = Switch {
            path: "public_network_access_enabled",
            want: false,
            default: true,
            note: "only private endpoints reach it",
            safety: Some(Safety::Unsafe),
        };
        switch.judge(on, || format!("SQL server `{}` answers on its public endpoint", on.name))
    }
}
