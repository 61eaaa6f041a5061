//! AKS disks are not encrypted with a key of your own.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::{azure, tri};

/// AKS disks are not encrypted with a key of your own.
pub struct AksDisksNoOwnKey;

impl Check for AksDisksNoOwnKey {
    const META: Meta = Meta::new(
        "cloud/aks-disks-no-own-key",
        "AKS disks are not encrypted with a key of your own",
        "cloud/volume-encryption-at-rest",
        Severity::Low,
    )
    .aliases(&["b17d8bb8-4c08-4785-867e-cb9e62a622aa", "CKV_AZURE_117", "AZU-0067"]);
    const TYPES: &'static [&'static str] = &["azurerm_kubernetes_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let path = "disk_encryption_set_id";
        let named = azure::given(on.at(path));
        tri::verdict(named, on, path, "disks are encrypted with a key of your own", || {
            format!("disks of cluster `{}` are encrypted with a key of Microsoft's", on.name)
        })
    }
}
