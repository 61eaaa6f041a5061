//! AKS cluster does not enforce network policies.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::tri;

/// AKS cluster does not enforce network policies.
pub struct AksNoNetworkPolicy;

impl Check for AksNoNetworkPolicy {
    const META: Meta = Meta::new(
        "cloud/aks-no-network-policy",
        "AKS cluster does not enforce network policies",
        "cloud/network-segmentation",
        Severity::Medium,
    )
    .frameworks(&["CIS-AKS-5.4.4"])
    .aliases(&[
        "8c3bedf1-c570-4c3b-b414-d068cd39a00c",
        "f5342045-b935-402d-adf1-8dbbd09c0eef",
        "CKV_AZURE_7",
        "AZU-0043",
    ]);
    const TYPES: &'static [&'static str] = &["azurerm_kubernetes_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let engine = tri::is(&on.attrs, "network_profile.network_policy", "none", &ENGINES);
        let path = "network_profile.network_policy";
        // Cilium as the data plane enforces policies by itself.
        let planes = ["network_profile.network_data_plane", "network_profile.ebpf_data_plane"]
            .map(|plane| tri::is(&on.attrs, plane, "azure", &["cilium"]));
        let engine = tri::any([engine].into_iter().chain(planes));
        tri::verdict(engine, on, path, "network policies are enforced", || {
            format!("cluster `{}` runs nothing that enforces network policies", on.name)
        })
    }
}

/// What enforces policies on AKS.
const ENGINES: [&str; 3] = ["azure", "calico", "cilium"];
