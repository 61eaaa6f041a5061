//! Azure Data Lake store is not encrypted at rest.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Choice;

/// Azure Data Lake store is not encrypted at rest.
pub struct AzureDataLakeUnencrypted;

impl Check for AzureDataLakeUnencrypted {
    const META: Meta = Meta::new(
        "cloud/azure-data-lake-unencrypted",
        "Azure Data Lake store is not encrypted at rest",
        "cloud/volume-encryption-at-rest",
        Severity::High,
    )
    .aliases(&["CKV_AZURE_105", "AZU-0036"]);
    const TYPES: &'static [&'static str] = &["azurerm_data_lake_store"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let choice = Choice {
            path: "encryption_state",
            good: &["Enabled"],
            default: "Enabled",
            note: "data is encrypted",
            safety: Some(Safety::Unsafe),
        };
        choice.judge(on, |_| format!("Data Lake store `{}` keeps its data unencrypted", on.name))
    }
}
