//! AKS nodes have public addresses.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::azure;
use crate::support::settings::Switch;

/// AKS nodes have public addresses.
pub struct AksNodePublicIp;

impl Check for AksNodePublicIp {
    const META: Meta = Meta::new(
        "cloud/aks-node-public-ip",
        "AKS nodes have public addresses",
        "cloud/private-nodes",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-AKS-5.4.3"]);
    const TYPES: &'static [&'static str] =
        &["azurerm_kubernetes_cluster", "azurerm_kubernetes_cluster_node_pool"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let names = if &*on.kind == "azurerm_kubernetes_cluster" {
            ["default_node_pool.node_public_ip_enabled", "default_node_pool.enable_node_public_ip"]
        } else {
            ["node_public_ip_enabled", "enable_node_public_ip"]
        };
        let switch = Switch {
            path: azure::written(on, &names),
            want: false,
            default: false,
            note: "nodes have no public addresses",
            safety: None,
        };
        switch.judge(on, || format!("nodes of `{}` have public addresses", on.name))
    }
}
