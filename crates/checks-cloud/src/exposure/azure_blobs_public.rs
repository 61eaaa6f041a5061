//! Azure storage allows public blobs.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

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
    .frameworks(&["CIS-Azure-9.3.8"])
    .aliases(&[
        "4d3817db-dd35-4de4-a80d-3867157e7f7f",
        "dd5230f8-a577-4bbb-b7ac-f2c2fe7d5299",
        "CKV_AZURE_34",
        "AZU-0007",
    ]);
    const TYPES: &'static [&'static str] = &["azurerm_storage_account"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let switch = Switch {
            path: "allow_nested_items_to_be_public",
            want: false,
            default: true,
            note: "no container can be public",
            safety: Some(Safety::Unsafe),
        };
        switch.judge(on, || format!("containers of `{}` can be made public", on.name))
    }
}
