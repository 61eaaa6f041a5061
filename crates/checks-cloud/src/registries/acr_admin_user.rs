//! Azure registry has an administrator password.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Switch;

/// Azure registry has an administrator password.
pub struct AcrAdminUser;

impl Check for AcrAdminUser {
    const META: Meta = Meta::new(
        "cloud/acr-admin-user",
        "Azure registry has an administrator password",
        "cloud/registry-access-control",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-AKS-5.1.2"])
    .aliases(&[
        "29f35127-98e6-43af-8ec1-201b79f99604",
        "b897dfbf-322c-45a8-b67c-1e698beeaa51",
        "CKV_AZURE_137",
    ]);
    const TYPES: &'static [&'static str] = &["azurerm_container_registry"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let switch = Switch {
            path: "admin_enabled",
            want: false,
            default: false,
            note: "no administrator password",
            safety: Some(Safety::Safe),
        };
        switch.judge(on, || {
            format!("registry `{}` has an administrator password that everyone shares", on.name)
        })
    }
}
