//! AKS node disks rely on the platform alone.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::azure;

/// AKS node disks rely on the platform alone.
pub struct AksDisksPlatformKeyOnly;

impl Check for AksDisksPlatformKeyOnly {
    const META: Meta = Meta::new(
        "cloud/aks-disks-platform-key-only",
        "AKS node disks rely on the platform alone",
        "cloud/volume-encryption-at-rest",
        Severity::Low,
    )
    .gate();
    const TYPES: &'static [&'static str] =
        &["azurerm_kubernetes_cluster", "azurerm_kubernetes_cluster_node_pool"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        if owns_key(on, scene) == Some(true) {
            return Verdict::pass(on.header, "disks are encrypted with a key of your own");
        }
        let names: [&'static str; 2] = if &*on.kind == "azurerm_kubernetes_cluster" {
            [
                "default_node_pool.host_encryption_enabled",
                "default_node_pool.enable_host_encryption",
            ]
        } else {
            ["host_encryption_enabled", "enable_host_encryption"]
        };
        let path = azure::written(on, &names);
        let host = on.bool(path, false);
        let open = owns_key(on, scene).is_none() || host.is_unknown();
        if open && !host.is(&true) {
            return Verdict::unknown(host.span(), "whether its disks have a key is not known");
        }
        Verdict::on(
            &host,
            |h| *h,
            "disks and caches are encrypted on the host",
            || {
                let message = format!(
                    "nodes of `{}` encrypt neither on the host nor with a key of yours",
                    on.name
                );
                Failure::new(host.span(), message)
            },
        )
    }
}

/// Does the cluster of `on` (a cluster, or a pool of one) name a disk encryption set? `None`: not known.
fn owns_key(on: &Resource, scene: &Scene<'_>) -> Option<bool> {
    let set = |cluster: &Resource| azure::given(cluster.at("disk_encryption_set_id"));
    if &*on.kind == "azurerm_kubernetes_cluster" {
        return set(on);
    }
    let mut clusters = scene.facts.targets(on, "kubernetes_cluster_id");
    clusters.find(|c| &*c.kind == "azurerm_kubernetes_cluster").and_then(set)
}
