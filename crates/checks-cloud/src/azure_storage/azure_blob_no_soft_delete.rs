//! Deleted Azure blobs are gone at once.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::azure;
use crate::support::tri;

/// Deleted Azure blobs are gone at once.
pub struct AzureBlobNoSoftDelete;

impl Check for AzureBlobNoSoftDelete {
    const META: Meta = Meta::new(
        "cloud/azure-blob-no-soft-delete",
        "Deleted Azure blobs are gone at once",
        "cloud/backup-and-recovery",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["CIS-Azure-9.2.1"])
    .aliases(&["CKV2_AZURE_38", "AZU-0056"]);
    const TYPES: &'static [&'static str] = &["azurerm_storage_account"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        if on.at("account_kind").str() == Some("FileStorage") {
            return Verdict::NotApplicable;
        }
        let there = azure::given(on.at("blob_properties.delete_retention_policy"));
        tri::verdict(
            there,
            on,
            "blob_properties.delete_retention_policy",
            "deleted blobs are kept for a while",
            || format!("deleted blobs of storage account `{}` cannot be brought back", on.name),
        )
    }
}
