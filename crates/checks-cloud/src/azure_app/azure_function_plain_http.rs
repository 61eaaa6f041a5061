//! Azure function app accepts plain HTTP.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::azure_app;

/// Azure function app accepts plain HTTP.
pub struct AzureFunctionPlainHttp;

impl Check for AzureFunctionPlainHttp {
    const META: Meta = Meta::new(
        "cloud/azure-function-plain-http",
        "Azure function app accepts plain HTTP",
        "cloud/edge-tls-and-waf",
        Severity::Medium,
    )
    .aliases(&["CKV_AZURE_70", "AZU-0004"]);
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
        azure_app::redirects_http(on, "function app")
    }
}
