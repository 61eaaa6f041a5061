//! AKS runs the Kubernetes dashboard.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Switch;

/// AKS runs the Kubernetes dashboard.
pub struct AksDashboardOn;

impl Check for AksDashboardOn {
    const META: Meta = Meta::new(
        "cloud/aks-dashboard-on",
        "AKS runs the Kubernetes dashboard",
        "cloud/cluster-admin-access",
        Severity::High,
    )
    .aliases(&["61c3cb8b-0715-47e4-b788-86dde40dd2db", "CKV_AZURE_8"]);
    const TYPES: &'static [&'static str] = &["azurerm_kubernetes_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let switch = Switch {
            path: "addon_profile.kube_dashboard.enabled",
            want: false,
            default: false,
            note: "the dashboard add-on is off",
            safety: Some(Safety::Unsafe),
        };
        switch.judge(on, || format!("cluster `{}` runs the Kubernetes dashboard", on.name))
    }
}
