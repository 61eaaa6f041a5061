//! Azure function app accepts old TLS versions.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::azure;
use crate::support::settings::Choice;

/// Azure function app accepts old TLS versions.
pub struct AzureFunctionWeakTls;

impl Check for AzureFunctionWeakTls {
    const META: Meta = Meta::new(
        "cloud/azure-function-weak-tls",
        "Azure function app accepts old TLS versions",
        "cloud/edge-tls-and-waf",
        Severity::Medium,
    )
    .aliases(&["45fc717a-bd86-415c-bdd8-677901be1aa6", "CKV_AZURE_145"]);
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
        let choice = Choice {
            path: azure::written(
                on,
                &["site_config.minimum_tls_version", "site_config.min_tls_version"],
            ),
            good: &["1.2", "1.3"],
            default: "1.2",
            note: "TLS 1.2 or later is required",
            safety: Some(Safety::Safe),
        };
        choice.judge(on, |value| format!("function app `{}` accepts TLS {value}", on.name))
    }
}
