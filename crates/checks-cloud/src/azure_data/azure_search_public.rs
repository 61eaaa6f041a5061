//! Azure search service is reachable from public networks.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Switch;

/// Azure search service is reachable from public networks.
pub struct AzureSearchPublic;

impl Check for AzureSearchPublic {
    const META: Meta = Meta::new(
        "cloud/azure-search-public",
        "Azure search service is reachable from public networks",
        "cloud/public-resource-exposure",
        Severity::Medium,
    )
    .aliases(&["4a9e0f00-0765-4f72-a0d4-d31110b78279", "CKV_AZURE_124"]);
    const TYPES: &'static [&'static str] = &["azurerm_search_service"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let switch = Switch {
            path: "public_network_access_enabled",
            want: false,
            default: true,
            note: "only private endpoints reach it",
            safety: Some(Safety::Unsafe),
        };
        switch.judge(on, || format!("search service `{}` answers on its public endpoint", on.name))
    }
}
