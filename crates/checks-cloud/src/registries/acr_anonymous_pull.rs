//! Azure registry serves everyone.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::{self, Switch};

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
        let sku = on.text("sku", "Basic");
        let serves = |tier: &String| TIERS.iter().any(|t| tier.eq_ignore_ascii_case(t));
        if sku.known().is_some_and(|tier| !serves(tier)) {
            return Verdict::default(on.header, "its tier serves nobody without an identity");
        }
        if let (Some(open), Some(true)) =
            (settings::unknown(&sku), on.at("anonymous_pull_enabled").bool())
        {
            return open;
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

/// The tiers that can serve everyone; without a tier, as old code has it, none can.
const TIERS: [&str; 2] = ["Standard", "Premium"];
