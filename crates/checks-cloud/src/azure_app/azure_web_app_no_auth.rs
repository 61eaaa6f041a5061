//! Azure web app authenticates nobody.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::tri;

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
            || format!("web app `{}` lets the platform authenticate nobody", on.name),
        )
    }
}
