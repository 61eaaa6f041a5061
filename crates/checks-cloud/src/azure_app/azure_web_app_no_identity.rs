//! Azure web app has no managed identity.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::azure;
use crate::support::tri;

/// Azure web app has no managed identity.
pub struct AzureWebAppNoIdentity;

impl Check for AzureWebAppNoIdentity {
    const META: Meta = Meta::new(
        "cloud/azure-web-app-no-identity",
        "Azure web app has no managed identity",
        "cloud/no-static-credentials",
        Severity::Low,
    )
    .aliases(&[
        "b61cce4b-0cc4-472b-8096-15617a6d769b",
        "CKV_AZURE_16",
        "CKV_AZURE_71",
        "AZU-0002",
    ]);
    const TYPES: &'static [&'static str] =
        &["azurerm_app_service", "azurerm_linux_web_app", "azurerm_windows_web_app"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let there = azure::given(on.at("identity"));
        tri::verdict(there, on, "identity", "it has a managed identity", || {
            format!(
                "web app `{}` has no identity and must keep passwords for other services",
                on.name
            )
        })
    }
}
