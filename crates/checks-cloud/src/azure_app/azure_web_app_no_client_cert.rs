//! Azure web app asks for no client certificate.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::azure;
use crate::support::settings::Switch;
use crate::support::tri;

/// Azure web app asks for no client certificate.
pub struct AzureWebAppNoClientCert;

impl Check for AzureWebAppNoClientCert {
    const META: Meta = Meta::new(
        "cloud/azure-web-app-no-client-cert",
        "Azure web app asks for no client certificate",
        "cloud/public-resource-exposure",
        Severity::Info,
    )
    .aliases(&["a81573f9-3691-4d83-88a0-7d4af63e17a3", "CKV_AZURE_17", "AZU-0001"]);
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
        // HTTP/2 has no client certificates (Azure Policy, "App Service apps should have Client Certificates enabled").
        if tri::on(&on.attrs, "site_config.http2_enabled", false) == Some(true) {
            return Verdict::NotApplicable;
        }
        let names = ["client_certificate_enabled", "client_cert_enabled"];
        let switch = Switch {
            path: azure::written(on, &names),
            want: true,
            default: false,
            note: "clients show a certificate",
            safety: None,
        };
        switch.judge(on, || format!("web app `{}` asks its clients for no certificate", on.name))
    }
}
