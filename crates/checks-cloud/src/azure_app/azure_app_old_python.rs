//! Azure app runs a Python that gets no fixes.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::azure_app;

/// Azure app runs a Python that gets no fixes.
pub struct AzureAppOldPython;

impl Check for AzureAppOldPython {
    const META: Meta = Meta::new(
        "cloud/azure-app-old-python",
        "Azure app runs a Python that gets no fixes",
        "cloud/public-resource-exposure",
        Severity::Medium,
    )
    .aliases(&["cc4aaa9d-1070-461a-b519-04e00f42db8a", "CKV_AZURE_82", "AZU-0070"]);
    const TYPES: &'static [&'static str] =
        &["azurerm_app_service", "azurerm_linux_web_app", "azurerm_windows_web_app"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let names = ["site_config.application_stack.python_version", "site_config.python_version"];
        azure_app::runtime_is_current(on, &names, "Python", OLDEST)
    }
}

/// The oldest version that is let pass.
const OLDEST: (u32, u32) = (3, 10);
