//! Azure web app does not speak HTTP/2.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::azure_app;

/// Azure web app does not speak HTTP/2.
pub struct AzureWebAppHttp1;

impl Check for AzureWebAppHttp1 {
    const META: Meta = Meta::new(
        "cloud/azure-web-app-http1",
        "Azure web app does not speak HTTP/2",
        "cloud/edge-tls-and-waf",
        Severity::Info,
    )
    .aliases(&["525b53be-62ed-4244-b4df-41aecfcb4071", "CKV_AZURE_18", "AZU-0005"]);
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
        azure_app::speaks_http2(on, "web app")
    }
}
