//! Azure storage allows public blobs.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::azure;
use crate::support::settings::Switch;

/// Azure storage allows public blobs.
pub struct AzureBlobsPublic;

impl Check for AzureBlobsPublic {
    const META: Meta = Meta::new(
        "cloud/azure-blobs-public",
        "Azure storage allows public blobs",
        "cloud/public-resource-exposure",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["CIS-Azure-9.3.8"]);
    const TYPES: &'static [&'static str] = &["azurerm_storage_account"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let names = ["allow_nested_items_to_be_public", "allow_blob_public_access"];
        let path = azure::written(on, &names);
        let switch = Switch {
            path,
            want: false,
            // Until version 3 of the provider the attribute had another name, and was off.
            default: path == "allow_nested_items_to_be_public",
            note: "no container can be public",
            safety: Some(Safety::Unsafe),
        };
        switch.judge(on, || format!("containers of `{}` can be made public", on.name))
    }
}
