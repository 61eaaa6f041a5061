//! Azure storage account accepts old TLS versions.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::{Changed, Choice};

/// Azure storage account accepts old TLS versions.
pub struct AzureStorageWeakTls;

impl Check for AzureStorageWeakTls {
    const META: Meta = Meta::new(
        "cloud/azure-storage-weak-tls",
        "Azure storage account accepts old TLS versions",
        "cloud/public-resource-exposure",
        Severity::Medium,
    )
    .frameworks(&["CIS-Azure-9.3.6"])
    .aliases(&[
        "8263f146-5e03-43e0-9cfe-db960d56d1e7",
        "c62746cf-92d5-4649-9acf-7d48d086f2ee",
        "CKV_AZURE_44",
        "AZU-0011",
    ]);
    const TYPES: &'static [&'static str] = &["azurerm_storage_account"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let choice = Choice {
            path: "min_tls_version",
            good: &["TLS1_2", "TLS1_3"],
            default: "TLS1_2",
            note: "TLS 1.2 or later is required",
            safety: Some(Safety::Safe),
        };
        // Source: changelog of the provider, 3.0.0.
        let changed = Changed { provider: "azurerm", version: "3", before: "TLS1_0" };
        choice.judge_by_version(on, scene, &changed, |value| {
            format!("storage account `{}` accepts {value}", on.name)
        })
    }
}
