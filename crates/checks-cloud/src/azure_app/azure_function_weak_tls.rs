//! Azure function app accepts old TLS versions.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::azure_app;

/// Azure function app accepts old TLS versions.
pub struct AzureFunctionWeakTls;

impl Check for AzureFunctionWeakTls {
    const META: Meta = Meta::new(
        "cloud/azure-function-weak-tls",
        "Azure function app accepts old TLS versions",
        "cloud/edge-tls-and-waf",
        Severity::Medium,
    )
    .aliases(&["45fc717a-bd86-415c-bdd8-677901be1aa6", "CKV_AZURE_145"]);
    const TYPES: &'static [&'static str] = &[
        "azurerm_function_app",
        "azurerm_linux_function_app",
        "azurerm_windows_function_app",
        "azurerm_function_app_slot",
        "azurerm_linux_function_app_slot",
        "azurerm_windows_function_app_slot",
    ];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        azure_app::requires_tls(on, "function app")
    }
}
