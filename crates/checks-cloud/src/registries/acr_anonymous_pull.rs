//! Azure registry serves everyone.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Switch;

/// Azure registry serves everyone.
pub struct AcrAnonymousPull;

impl Check for AcrAnonymousPull {
    const META: Meta = Meta::new(
        "cloud/acr-anonymous-pull",
        "Azure registry serves everyone",
        "cloud/registry-access-control",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-AKS-5.1.2"])
    .aliases(&["CKV_AZURE_138"]);
    const TYPES: &'static [&'static str] = &["azurerm_container_registry"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        if on.text("sku", "Standard").is(&"Basic".to_owned()) {
            return Verdict::default(on.header, "the Basic tier serves nobody without an identity");
        }
        let switch = Switch {
            path: "anonymous_pull_enabled",
            want: false,
            default: false,
            note: "pulling needs an identity",
            safety: Some(Safety::Safe),
        };
        switch.judge(on, || format!("registry `{}` serves images to everyone", on.name))
    }
}
