//! AKS Secrets are not wrapped with a key of your own.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::{azure, tri};

/// AKS Secrets are not wrapped with a key of your own.
pub struct AksEtcdKms;

impl Check for AksEtcdKms {
    const META: Meta = Meta::new(
        "cloud/aks-etcd-kms",
        "AKS Secrets are not wrapped with a key of your own",
        "cloud/etcd-kms-encryption",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["CIS-AKS-5.3.1"]);
    const TYPES: &'static [&'static str] = &["azurerm_kubernetes_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let path = "key_management_service.key_vault_key_id";
        let named = azure::given(on.at(path));
        tri::verdict(named, on, path, "Secrets are wrapped with a key of your own", || {
            format!("cluster `{}` names no key for its Secrets", on.name)
        })
    }
}
