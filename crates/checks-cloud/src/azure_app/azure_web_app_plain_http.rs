//! Azure web app accepts plain HTTP.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::azure_app;

/// Azure web app accepts plain HTTP.
pub struct AzureWebAppPlainHttp;

impl Check for AzureWebAppPlainHttp {
    const META: Meta = Meta::new(
        "cloud/azure-web-app-plain-http",
        "Azure web app accepts plain HTTP",
        "cloud/edge-tls-and-waf",
        Severity::Medium,
    )
    .aliases(&[
        "11e9a948-c6c3-4a0f-8dcf-b5cf1763cdbe",
        "eb8c2560-8bee-4248-9d0d-e80c8641dd91",
        "CKV_AZURE_14",
        "AZU-0072",
    ]);
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
        azure_app::redirects_http(on, "web app")
    }
}
