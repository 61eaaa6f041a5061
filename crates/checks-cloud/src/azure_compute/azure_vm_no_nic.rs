//! Azure machine is in no network.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::{azure, tri};

/// Azure machine is in no network.
pub struct AzureVmNoNic;

impl Check for AzureVmNoNic {
    const META: Meta = Meta::new(
        "cloud/azure-vm-no-nic",
        "Azure machine is in no network",
        "cloud/network-segmentation",
        Severity::Info,
    )
    .aliases(&["1e5f5307-3e01-438d-8da6-985307ed25ce", "bbf6b3df-4b65-4f87-82cc-da9f30f8c033"]);
    const TYPES: &'static [&'static str] = &[
        "azurerm_linux_virtual_machine",
        "azurerm_windows_virtual_machine",
        "azurerm_virtual_machine",
    ];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let interfaces = on.at("network_interface_ids");
        let empty = interfaces.node().is_some_and(|n| n.one_or_many().is_empty());
        let named = azure::given(interfaces).map(|there| there && !empty);
        tri::verdict(named, on, "network_interface_ids", "it is in a network", || {
            format!("machine `{}` names no network interface", on.name)
        })
    }
}
