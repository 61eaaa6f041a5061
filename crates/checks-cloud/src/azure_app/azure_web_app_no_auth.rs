//! Azure web app authenticates nobody.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::azure_app;

/// Azure web app authenticates nobody.
pub struct AzureWebAppNoAuth;

impl Check for AzureWebAppNoAuth {
    const META: Meta = Meta::new(
        "cloud/azure-web-app-no-auth",
        "Azure web app authenticates nobody",
        "cloud/public-resource-exposure",
        Severity::Low,
    )
    .aliases(&["c7fc1481-2899-4490-bbd8-544a3a61a2f3", "CKV_AZURE_13", "AZU-0003"]);
    const TYPES: &'static [&'static str] = &[
        "azurerm_app_service",
        "azurerm_linux_web_app",
        "azurerm_windows_web_app",
        "azurerm_app_service_slot",
        "azurerm_linux_web_app_slot",
        "azurerm_windows_web_app_slot",
    ];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        azure_app::authenticates(on, "web app")
    }
}
