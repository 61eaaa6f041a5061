//! Azure app runs a Python that gets no fixes.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::azure;
use crate::support::settings;

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
        let path = azure::written(on, &names);
        let value = on.text(path, "");
        let Some(version) = value.known() else {
            return settings::unknown(&value).unwrap_or(Verdict::NotApplicable);
        };
        match azure::version(version) {
            None => Verdict::NotApplicable,
            Some(found) if found >= OLDEST => Verdict::pass(value.span(), "the runtime gets fixes"),
            Some(_) => {
                let message =
                    format!("`{}` runs Python {version}, which gets no fixes any more", on.name);
                Verdict::fail(Failure::new(value.span(), message))
            }
        }
    }
}

/// The oldest version that is let pass.
const OLDEST: (u32, u32) = (3, 9);
