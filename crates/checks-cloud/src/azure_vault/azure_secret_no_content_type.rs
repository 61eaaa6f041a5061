//! Azure vault secret does not say what it is.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::azure;
use crate::support::tri;

/// Azure vault secret does not say what it is.
pub struct AzureSecretNoContentType;

impl Check for AzureSecretNoContentType {
    const META: Meta = Meta::new(
        "cloud/azure-secret-no-content-type",
        "Azure vault secret does not say what it is",
        "cloud/key-management",
        Severity::Info,
    )
    .aliases(&["f8e08a38-fc6e-4915-abbe-a7aadf1d59ef", "CKV_AZURE_114", "AZU-0015"]);
    const TYPES: &'static [&'static str] = &["azurerm_key_vault_secret"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let said = azure::given(on.at("content_type"));
        tri::verdict(said, on, "content_type", "it says what it is", || {
            format!("secret `{}` has no content type", on.name)
        })
    }
}
