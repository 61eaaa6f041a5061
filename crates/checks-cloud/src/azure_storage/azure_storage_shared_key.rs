//! Azure storage account accepts its shared keys.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Switch;

/// Azure storage account accepts its shared keys.
pub struct AzureStorageSharedKey;

impl Check for AzureStorageSharedKey {
    const META: Meta = Meta::new(
        "cloud/azure-storage-shared-key",
        "Azure storage account accepts its shared keys",
        "cloud/credential-rotation",
        Severity::Low,
    );
    const TYPES: &'static [&'static str] = &["azurerm_storage_account"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let switch = Switch {
            path: "shared_access_key_enabled",
            want: false,
            default: true,
            note: "only identities of the directory open it",
            safety: Some(Safety::Unsafe),
        };
        switch.judge(on, || {
            format!("storage account `{}` opens with keys that never expire", on.name)
        })
    }
}
