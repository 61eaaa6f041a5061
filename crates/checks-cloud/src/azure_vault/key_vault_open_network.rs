//! Azure key vault admits every network.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Choice;

/// Azure key vault admits every network.
pub struct KeyVaultOpenNetwork;

impl Check for KeyVaultOpenNetwork {
    const META: Meta = Meta::new(
        "cloud/key-vault-open-network",
        "Azure key vault admits every network",
        "cloud/key-management",
        Severity::Medium,
    )
    .frameworks(&["CIS-Azure-8.3.7"])
    .aliases(&["CKV_AZURE_109", "AZU-0013"]);
    const TYPES: &'static [&'static str] = &["azurerm_key_vault"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let public = on.at("public_network_access_enabled");
        if public.bool() == Some(false) {
            return Verdict::pass(public.span(), "the public endpoint is off");
        }
        let choice = Choice {
            path: "network_acls.default_action",
            good: &["Deny"],
            default: "Allow",
            note: "unknown networks are refused",
            safety: Some(Safety::Unsafe),
        };
        choice.judge(on, |_| format!("vault `{}` answers every network", on.name))
    }
}
