//! Azure `PostgreSQL` server is reachable from public networks.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::azure;
use crate::support::settings::Switch;

/// Azure `PostgreSQL` server is reachable from public networks.
pub struct AzurePostgresPublicNetwork;

impl Check for AzurePostgresPublicNetwork {
    const META: Meta = Meta::new(
        "cloud/azure-postgres-public-network",
        "Azure PostgreSQL server is reachable from public networks",
        "cloud/public-resource-exposure",
        Severity::Medium,
    )
    .aliases(&["CKV_AZURE_68"]);
    const TYPES: &'static [&'static str] =
        &["azurerm_postgresql_server", "azurerm_postgresql_flexible_server"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        if on.at("public_network_access_enabled").is_absent()
            && azure::given(on.at("delegated_subnet_id")) == Some(true)
        {
            return Verdict::pass(
                on.at("delegated_subnet_id").span(),
                "it lives in a subnet of its own",
            );
        }

        let switch = Switch {
            path: "public_network_access_enabled",
            want: false,
            default: true,
            note: "only private networks reach it",
            safety: Some(Safety::Unsafe),
        };
        switch
            .judge(on, || format!("PostgreSQL server `{}` answers on its public endpoint", on.name))
    }
}
