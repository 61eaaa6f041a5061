//! AKS API server has a public address.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::azure;
use crate::support::settings::Switch;

/// AKS API server has a public address.
pub struct AksNotPrivate;

impl Check for AksNotPrivate {
    const META: Meta = Meta::new(
        "cloud/aks-not-private",
        "AKS API server has a public address",
        "cloud/private-control-plane-endpoint",
        Severity::Medium,
    )
    .frameworks(&["CIS-AKS-5.4.2"])
    .aliases(&["599318f2-6653-4569-9e21-041d06c63a89", "CKV_AZURE_115", "AZU-0065"]);
    const TYPES: &'static [&'static str] = &["azurerm_kubernetes_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let switch = Switch {
            path: azure::written(on, &["private_cluster_enabled", "private_link_enabled"]),
            want: true,
            default: false,
            note: "the API server has a private address only",
            safety: None,
        };
        switch.judge(on, || format!("the API server of cluster `{}` has a public address", on.name))
    }
}
