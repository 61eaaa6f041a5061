//! Azure function app authenticates nobody.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::tri;

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
        let [old, new] = ["auth_settings.enabled", "auth_settings_v2.auth_enabled"]
            .map(|path| tri::on(&on.attrs, path, false));
        let path = if on.at("auth_settings_v2").is_absent() {
            "auth_settings"
        } else {
            "auth_settings_v2"
        };
        tri::verdict(
            tri::any([old, new]),
            on,
            path,
            "callers are authenticated by the platform",
            || format!("function app `{}` lets the platform authenticate nobody", on.name),
        )
    }
}
