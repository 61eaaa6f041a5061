//! Azure Data Factory is reachable from public networks.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Switch;

/// Azure Data Factory is reachable from public networks.
pub struct AzureDataFactoryPublic;

impl Check for AzureDataFactoryPublic {
    const META: Meta = Meta::new(
        "cloud/azure-data-factory-public",
        "Azure Data Factory is reachable from public networks",
        "cloud/public-resource-exposure",
        Severity::Medium,
    )
    .aliases(&["CKV_AZURE_104", "AZU-0035"]);
    const TYPES: &'static [&'static str] = &["azurerm_data_factory"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let switch = Switch {
            path: "public_network_enabled",
            want: false,
            default: true,
            note: "only private endpoints reach it",
            safety: Some(Safety::Unsafe),
        };
        switch.judge(on, || format!("Data Factory `{}` answers on its public endpoint", on.name))
    }
}
