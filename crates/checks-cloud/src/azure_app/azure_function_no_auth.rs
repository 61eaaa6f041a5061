//! Azure function app authenticates nobody.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::azure_app;

/// Azure function app authenticates nobody.
pub struct AzureFunctionNoAuth;

impl Check for AzureFunctionNoAuth {
    const META: Meta = Meta::new(
        "cloud/azure-function-no-auth",
        "Azure function app authenticates nobody",
        "cloud/public-resource-exposure",
        Severity::Low,
    )
    .aliases(&["e65a0733-94a0-4826-82f4-df529f4c593f", "CKV_AZURE_56"]);
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
        azure_app::authenticates(on, "function app")
    }
}
