//! Azure vault secret never expires.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::azure;
use crate::support::tri;

/// Azure vault secret never expires.
pub struct AzureSecretNoExpiry;

impl Check for AzureSecretNoExpiry {
    const META: Meta = Meta::new(
        "cloud/azure-secret-no-expiry",
        "Azure vault secret never expires",
        "cloud/credential-rotation",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["CIS-Azure-8.3.3"])
    .aliases(&["dfa20ffa-f476-428f-a490-424b41e91c7f", "CKV_AZURE_41", "AZU-0017"]);
    const TYPES: &'static [&'static str] = &["azurerm_key_vault_secret"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let ends = azure::given(on.at("expiration_date"));
        tri::verdict(ends, on, "expiration_date", "the secret expires", || {
            format!("secret `{}` stays valid for ever", on.name)
        })
    }
}
