//! Azure network interface forwards traffic.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::azure;
use crate::support::settings::Switch;

/// Azure network interface forwards traffic.
pub struct AzureNicForwards;

impl Check for AzureNicForwards {
    const META: Meta = Meta::new(
        "cloud/azure-nic-forwards",
        "Azure network interface forwards traffic",
        "cloud/network-segmentation",
        Severity::Low,
    )
    .aliases(&["4216ebac-d74c-4423-b437-35025cb88af5", "CKV_AZURE_118", "AZU-0075"]);
    const TYPES: &'static [&'static str] = &["azurerm_network_interface"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let switch = Switch {
            path: azure::written(on, &["ip_forwarding_enabled", "enable_ip_forwarding"]),
            want: false,
            default: false,
            note: "it does not forward",
            safety: Some(Safety::Unsafe),
        };
        switch.judge(on, || format!("interface `{}` forwards traffic of others", on.name))
    }
}
