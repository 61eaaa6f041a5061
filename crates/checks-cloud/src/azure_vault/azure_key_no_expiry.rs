//! Azure key never expires.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Meta, Scene, Severity, Verdict};

use crate::support::azure;
use crate::support::tri;

/// Azure key never expires.
pub struct AzureKeyNoExpiry;

impl Check for AzureKeyNoExpiry {
    const META: Meta = Meta::new(
        "cloud/azure-key-no-expiry",
        "Azure key never expires",
        "cloud/credential-rotation",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["CIS-Azure-8.3.1"])
    .aliases(&["4d080822-5ee2-49a4-8984-68f3d4c890fc", "CKV_AZURE_40", "AZU-0014"]);
    const TYPES: &'static [&'static str] =
        &["azurerm_key_vault_key", "azurerm_key_vault_managed_hardware_security_module_key"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        if let At::Set(policy) = on.at("rotation_policy.expire_after") {
            return Verdict::pass(policy.span, "the key expires by its rotation policy");
        }
        let ends = azure::given(on.at("expiration_date"));
        tri::verdict(ends, on, "expiration_date", "the key expires", || {
            format!("key `{}` stays valid for ever", on.name)
        })
    }
}
