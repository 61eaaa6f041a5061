//! Start-up data of an Azure machine holds a secret.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::start_up;

/// Start-up data of an Azure machine holds a secret.
pub struct AzureCustomDataSecret;

impl Check for AzureCustomDataSecret {
    const META: Meta = Meta::new(
        "cloud/azure-custom-data-secret",
        "Start-up data of an Azure machine holds a secret",
        "cloud/no-static-credentials",
        Severity::High,
    )
    .aliases(&["CKV_AZURE_45", "AZU-0037"]);
    const TYPES: &'static [&'static str] = &[
        "azurerm_linux_virtual_machine",
        "azurerm_windows_virtual_machine",
        "azurerm_linux_virtual_machine_scale_set",
        "azurerm_windows_virtual_machine_scale_set",
        "azurerm_virtual_machine",
        "azurerm_virtual_machine_scale_set",
        "azurerm_orchestrated_virtual_machine_scale_set",
    ];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        start_up::judge(on, &PATHS, scene)
    }
}

/// Where the data for the first start stands.
const PATHS: [&str; 4] =
    ["custom_data", "user_data", "os_profile.custom_data", "os_profile.user_data"];
