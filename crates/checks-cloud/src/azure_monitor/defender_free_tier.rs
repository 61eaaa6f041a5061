//! Microsoft Defender is on the free tier.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Choice;

/// Microsoft Defender is on the free tier.
pub struct DefenderFreeTier;

impl Check for DefenderFreeTier {
    const META: Meta = Meta::new(
        "cloud/defender-free-tier",
        "Microsoft Defender is on the free tier",
        "cloud/threat-detection",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["CIS-Azure-8.1.4.1"])
    .aliases(&["819d50fd-1cdf-45c3-9936-be408aaad93e", "CKV_AZURE_19", "AZU-0045"]);
    const TYPES: &'static [&'static str] = &["azurerm_security_center_subscription_pricing"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let choice = Choice {
            path: "tier",
            good: &["Standard"],
            default: "Free",
            note: "Defender watches",
            safety: Some(Safety::Unsafe),
        };
        choice
            .judge(on, |value| format!("Defender watches nothing for `{}` (tier {value})", on.name))
    }
}
