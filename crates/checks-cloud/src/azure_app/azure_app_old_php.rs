//! Azure app runs a PHP that gets no fixes.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::azure_app;

/// Azure app runs a PHP that gets no fixes.
pub struct AzureAppOldPhp;

impl Check for AzureAppOldPhp {
    const META: Meta = Meta::new(
        "cloud/azure-app-old-php",
        "Azure app runs a PHP that gets no fixes",
        "cloud/public-resource-exposure",
        Severity::Medium,
    )
    .aliases(&["96fe318e-d631-4156-99fa-9080d57280ae", "CKV_AZURE_81", "AZU-0069"]);
    const TYPES: &'static [&'static str] =
        &["azurerm_app_service", "azurerm_linux_web_app", "azurerm_windows_web_app"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let names = ["site_config.application_stack.php_version", "site_config.php_version"];
        azure_app::runtime_is_current(on, &names, "PHP", OLDEST)
    }
}

/// The oldest version that is let pass.
const OLDEST: (u32, u32) = (8, 1);
