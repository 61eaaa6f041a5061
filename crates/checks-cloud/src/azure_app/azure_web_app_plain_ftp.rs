//! Azure web app accepts plain FTP.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Choice;

/// Azure web app accepts plain FTP.
pub struct AzureWebAppPlainFtp;

impl Check for AzureWebAppPlainFtp {
    const META: Meta = Meta::new(
        "cloud/azure-web-app-plain-ftp",
        "Azure web app accepts plain FTP",
        "cloud/public-resource-exposure",
        Severity::Medium,
    )
    .aliases(&["85da374f-b00f-4832-9d44-84a1ca1e89f8", "CKV_AZURE_78", "AZU-0071"]);
    const TYPES: &'static [&'static str] = &[
        "azurerm_app_service",
        "azurerm_linux_web_app",
        "azurerm_windows_web_app",
        "azurerm_app_service_slot",
        "azurerm_linux_web_app_slot",
        "azurerm_windows_web_app_slot",
        "azurerm_function_app",
        "azurerm_linux_function_app",
        "azurerm_windows_function_app",
        "azurerm_function_app_slot",
        "azurerm_linux_function_app_slot",
        "azurerm_windows_function_app_slot",
    ];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let choice = Choice {
            path: "site_config.ftps_state",
            good: &["Disabled", "FtpsOnly"],
            // The older types start with Azure's own default, the newer ones with the provider's.
            default: if OPEN.contains(&&*on.kind) { "AllAllowed" } else { "Disabled" },
            note: "plain FTP is refused",
            safety: Some(Safety::Safe),
        };
        choice.judge(on, |_| format!("`{}` takes deployments over plain FTP", on.name))
    }
}

/// Types whose default is to accept everything.
const OPEN: [&str; 4] = [
    "azurerm_app_service",
    "azurerm_app_service_slot",
    "azurerm_function_app",
    "azurerm_function_app_slot",
];
