//! Azure `MariaDB` server is reachable from public networks.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Switch;

/// Azure `MariaDB` server is reachable from public networks.
pub struct AzureMariadbPublicNetwork;

impl Check for AzureMariadbPublicNetwork {
    const META: Meta = Meta::new(
        "cloud/azure-mariadb-public-network",
        "Azure MariaDB server is reachable from public networks",
        "cloud/public-resource-exposure",
        Severity::Medium,
    )
    .aliases(&["7f0a8696-7159-4337-ad0d-8a3ab4a78195", "CKV_AZURE_48"]);
    const TYPES: &'static [&'static str] = &["azurerm_mariadb_server"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let switch = Switch {
            path: "public_network_access_enabled",
            want: false,
            default: true,
            note: "only private networks reach it",
            safety: Some(Safety::Unsafe),
        };
        switch.judge(on, || format!("MariaDB server `{}` answers on its public endpoint", on.name))
    }
}
