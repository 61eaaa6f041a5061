//! Azure Synapse workspace has no network of its own.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Switch;

/// Azure Synapse workspace has no network of its own.
pub struct AzureSynapseNoNetwork;

impl Check for AzureSynapseNoNetwork {
    const META: Meta = Meta::new(
        "cloud/azure-synapse-no-network",
        "Azure Synapse workspace has no network of its own",
        "cloud/network-segmentation",
        Severity::Medium,
    )
    .aliases(&["CKV_AZURE_58", "AZU-0034"]);
    const TYPES: &'static [&'static str] = &["azurerm_synapse_workspace"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let switch = Switch {
            path: "managed_virtual_network_enabled",
            want: true,
            default: false,
            note: "it has a network of its own",
            safety: Some(Safety::Unsafe),
        };
        switch
            .judge(on, || format!("Synapse workspace `{}` shares its network with others", on.name))
    }
}
