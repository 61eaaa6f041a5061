//! Azure function app does not speak HTTP/2.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::azure_app;

/// Azure function app does not speak HTTP/2.
pub struct AzureFunctionHttp1;

impl Check for AzureFunctionHttp1 {
    const META: Meta = Meta::new(
        "cloud/azure-function-http1",
        "Azure function app does not speak HTTP/2",
        "cloud/edge-tls-and-waf",
        Severity::Info,
    )
    .aliases(&["ace823d1-4432-4dee-945b-cdf11a5a6bd0", "CKV_AZURE_67"]);
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
        azure_app::speaks_http2(on, "function app")
    }
}
