//! Azure machine is in no network.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Verdict};

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
        match on.at("network_interface_ids") {
            At::Unknown(node) if on.refs_of("network_interface_ids").next().is_none() => {
                Verdict::unknown(node.span, node.cause().to_owned())
            }
            At::Set(node) if node.one_or_many().is_empty() => {
                let message = format!("machine `{}` names no network interface", on.name);
                Verdict::fail(Failure::new(node.span, message))
            }
            At::Absent(span) => {
                let message = format!("machine `{}` names no network interface", on.name);
                Verdict::fail(Failure::new(span, message))
            }
            At::Set(node) | At::Unknown(node) => Verdict::pass(node.span, "it is in a network"),
        }
    }
}
