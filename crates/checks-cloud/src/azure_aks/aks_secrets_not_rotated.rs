//! AKS mounts vault secrets without renewing them.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::azure;
use crate::support::tri;

/// AKS mounts vault secrets without renewing them.
pub struct AksSecretsNotRotated;

impl Check for AksSecretsNotRotated {
    const META: Meta = Meta::new(
        "cloud/aks-secrets-not-rotated",
        "AKS mounts vault secrets without renewing them",
        "cloud/credential-rotation",
        Severity::Low,
    );
    const TYPES: &'static [&'static str] = &["azurerm_kubernetes_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let provider = azure::written(
            on,
            &["key_vault_secrets_provider", "addon_profile.azure_keyvault_secrets_provider"],
        );
        if azure::lacks(on.at(provider)) {
            return Verdict::NotApplicable;
        }
        let path = format!("{provider}.secret_rotation_enabled");
        let rotated = tri::on(&on.attrs, &path, false);
        tri::verdict(rotated, on, &path, "mounted secrets are renewed", || {
            format!("cluster `{}` keeps old values of vault secrets mounted", on.name)
        })
    }
}
