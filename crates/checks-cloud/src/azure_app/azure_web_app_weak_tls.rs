//! Azure web app accepts old TLS versions.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::azure_app;

/// Azure web app accepts old TLS versions.
pub struct AzureWebAppWeakTls;

impl Check for AzureWebAppWeakTls {
    const META: Meta = Meta::new(
        "cloud/azure-web-app-weak-tls",
        "Azure web app accepts old TLS versions",
        "cloud/edge-tls-and-waf",
        Severity::Medium,
    )
    .aliases(&["b7b9d1c7-2d3b-49b4-b867-ebbe68d0b643", "CKV_AZURE_15", "AZU-0006"]);
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
        azure_app::requires_tls(on, "web app")
    }
}
