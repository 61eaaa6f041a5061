//! AKS runs commands for whoever may manage the cluster.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::azure;
use crate::support::settings::Switch;

/// AKS runs commands for whoever may manage the cluster.
pub struct AksRunCommandOn;

impl Check for AksRunCommandOn {
    const META: Meta = Meta::new(
        "cloud/aks-run-command-on",
        "AKS runs commands for whoever may manage the cluster",
        "cloud/private-control-plane-endpoint",
        Severity::Low,
    );
    const TYPES: &'static [&'static str] = &["azurerm_kubernetes_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        if on.at(azure::written(on, &["private_cluster_enabled", "private_link_enabled"])).bool()
            != Some(true)
        {
            return Verdict::NotApplicable;
        }

        let switch = Switch {
            path: "run_command_enabled",
            want: false,
            default: true,
            note: "no commands run by way of Azure",
            safety: Some(Safety::Unsafe),
        };
        switch.judge(on, || {
            format!(
                "cluster `{}` runs commands by way of Azure, past its private endpoint",
                on.name
            )
        })
    }
}
