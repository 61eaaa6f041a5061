//! AKS cluster runs without Azure Policy.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::azure;
use crate::support::settings::Switch;

/// AKS cluster runs without Azure Policy.
pub struct AksPolicyAddonOff;

impl Check for AksPolicyAddonOff {
    const META: Meta = Meta::new(
        "cloud/aks-policy-addon-off",
        "AKS cluster runs without Azure Policy",
        "cloud/organization-guardrails",
        Severity::Low,
    )
    .aliases(&["43789711-161b-4708-b5bb-9d1c626f7492", "CKV_AZURE_116", "AZU-0066"]);
    const TYPES: &'static [&'static str] = &["azurerm_kubernetes_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let switch = Switch {
            path: azure::written(
                on,
                &["azure_policy_enabled", "addon_profile.azure_policy.enabled"],
            ),
            want: true,
            default: false,
            note: "Azure Policy watches the cluster",
            safety: Some(Safety::Safe),
        };
        switch.judge(on, || format!("Azure Policy does not watch cluster `{}`", on.name))
    }
}
