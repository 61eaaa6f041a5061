//! Azure key vault can be emptied for good.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Switch;

/// Azure key vault can be emptied for good.
pub struct KeyVaultPurge;

impl Check for KeyVaultPurge {
    const META: Meta = Meta::new(
        "cloud/key-vault-purge",
        "Azure key vault can be emptied for good",
        "cloud/key-management",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["CIS-Azure-8.3.5"])
    .aliases(&["CKV_AZURE_110", "AZU-0016"]);
    const TYPES: &'static [&'static str] = &["azurerm_key_vault"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let switch = Switch {
            path: "purge_protection_enabled",
            want: true,
            default: false,
            note: "deleted keys can be brought back",
            safety: Some(Safety::Unsafe),
        };
        switch.judge(on, || format!("keys of vault `{}` can be deleted for good", on.name))
    }
}
