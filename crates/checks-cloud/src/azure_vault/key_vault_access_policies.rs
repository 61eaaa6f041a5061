//! Azure key vault uses access policies.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::azure;
use crate::support::settings::Switch;

/// Azure key vault uses access policies.
pub struct KeyVaultAccessPolicies;

impl Check for KeyVaultAccessPolicies {
    const META: Meta = Meta::new(
        "cloud/key-vault-access-policies",
        "Azure key vault uses access policies",
        "cloud/key-management",
        Severity::Low,
    )
    .frameworks(&["CIS-Azure-8.3.6"]);
    const TYPES: &'static [&'static str] = &["azurerm_key_vault"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let switch = Switch {
            path: azure::written(on, &["rbac_authorization_enabled", "enable_rbac_authorization"]),
            want: true,
            default: false,
            note: "roles decide who may do what",
            safety: Some(Safety::Unsafe),
        };
        switch.judge(on, || {
            format!("vault `{}` hands out rights by access policies of its own", on.name)
        })
    }
}
