//! Start-up data of an Azure machine holds a secret.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::start_up::{self, Found};

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
        let written: Vec<At<'_>> =
            PATHS.iter().map(|p| on.at(p)).filter(|at| !at.is_absent()).collect();
        let Some(first) = written.first() else { return Verdict::NotApplicable };
        let found = written.iter().flat_map(|at| start_up::secrets_in(*at, scene));
        let failures = found.map(|secret| {
            let Found { at, title, shown } = secret;
            let message =
                format!("start-up data of `{}` holds a secret ({title}): {shown}", on.name);
            Failure::new(at, message).key(format!("{title} {shown}"))
        });
        let failures: Vec<Failure> = failures.collect();
        match written.iter().find(|at| at.is_unknown()) {
            Some(At::Unknown(node)) if failures.is_empty() => {
                Verdict::unknown(node.span, node.cause().to_owned())
            }
            _ => Verdict::of(failures, first.span(), "no secret stands in it"),
        }
    }
}

/// Where the data for the first start stands.
const PATHS: [&str; 4] =
    ["custom_data", "user_data", "os_profile.custom_data", "os_profile.user_data"];
