//! Azure network has no `DDoS` protection plan.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Safety, Scene, Severity, Verdict};

use crate::support::azure;
use crate::support::settings::Switch;

/// Azure network has no `DDoS` protection plan.
pub struct AzureNetworkNoDdosPlan;

impl Check for AzureNetworkNoDdosPlan {
    const META: Meta = Meta::new(
        "cloud/azure-network-no-ddos-plan",
        "Azure network has no DDoS protection plan",
        "cloud/edge-tls-and-waf",
        Severity::Info,
    )
    .aliases(&["b4cc2c52-34a6-4b43-b57c-4bdeb4514a5a"]);
    const TYPES: &'static [&'static str] = &["azurerm_virtual_network"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let plan = on.at("ddos_protection_plan");
        if azure::lacks(plan) {
            let message = format!("network `{}` has no DDoS protection plan", on.name);
            return Verdict::fail(Failure::new(on.header, message));
        }

        let switch = Switch {
            path: "ddos_protection_plan.enable",
            want: true,
            default: false,
            note: "a plan protects it",
            safety: Some(Safety::Safe),
        };
        switch.judge(on, || format!("the DDoS protection plan of network `{}` is off", on.name))
    }
}
