//! AKS cluster is not watched by Defender.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::azure;
use crate::support::tri;

/// AKS cluster is not watched by Defender.
pub struct AksDefenderOff;

impl Check for AksDefenderOff {
    const META: Meta = Meta::new(
        "cloud/aks-defender-off",
        "AKS cluster is not watched by Defender",
        "cloud/threat-detection",
        Severity::Low,
    );
    const TYPES: &'static [&'static str] = &["azurerm_kubernetes_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let watched = tri::any([
            azure::given(on.at("microsoft_defender")),
            tri::on(&on.attrs, "addon_profile.azure_defender.enabled", false),
        ]);
        tri::verdict(watched, on, "microsoft_defender", "Defender watches the cluster", || {
            format!("Defender does not watch what runs in cluster `{}`", on.name)
        })
    }
}
