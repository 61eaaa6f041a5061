//! Azure storage account lives in one region.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::settings::Choice;

/// Azure storage account lives in one region.
pub struct AzureStorageOneRegion;

impl Check for AzureStorageOneRegion {
    const META: Meta = Meta::new(
        "cloud/azure-storage-one-region",
        "Azure storage account lives in one region",
        "cloud/backup-and-recovery",
        Severity::Info,
    )
    .aliases(&["CKV_AZURE_206", "AZU-0058"]);
    const TYPES: &'static [&'static str] = &["azurerm_storage_account"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let choice = Choice {
            path: "account_replication_type",
            good: &["GRS", "RAGRS", "GZRS", "RAGZRS"],
            default: "LRS",
            note: "copies are kept in a second region",
            safety: None,
        };
        choice.judge(on, |value| {
            format!("storage account `{}` is kept in one region only ({value})", on.name)
        })
    }
}
