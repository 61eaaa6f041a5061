//! Azure machine accepts passwords.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::azure;
use crate::support::settings::Switch;

/// Azure machine accepts passwords.
pub struct AzureVmPassword;

impl Check for AzureVmPassword {
    const META: Meta = Meta::new(
        "cloud/azure-vm-password",
        "Azure machine accepts passwords",
        "cloud/no-static-credentials",
        Severity::Medium,
    )
    .aliases(&[
        "dafe30ec-325d-4516-85d1-e8e6776f012c",
        "e2d834b7-8b25-4935-af53-4a60668dcbe0",
        "CKV_AZURE_1",
        "CKV_AZURE_149",
        "AZU-0039",
    ]);
    const TYPES: &'static [&'static str] = &[
        "azurerm_linux_virtual_machine",
        "azurerm_linux_virtual_machine_scale_set",
        "azurerm_virtual_machine",
        "azurerm_virtual_machine_scale_set",
        "azurerm_orchestrated_virtual_machine_scale_set",
    ];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let old = on.at("os_profile_linux_config");
        let is_old = on.kind.starts_with("azurerm_virtual_machine");
        if is_old && azure::lacks(old) {
            return Verdict::NotApplicable;
        }
        let is_flexible = on.kind.starts_with("azurerm_orchestrated_");
        if is_flexible && azure::lacks(on.at("os_profile.linux_configuration")) {
            return Verdict::NotApplicable;
        }
        let path = match (is_old, is_flexible) {
            (true, _) => "os_profile_linux_config.disable_password_authentication",
            (_, true) => "os_profile.linux_configuration.disable_password_authentication",
            _ => "disable_password_authentication",
        };
        let switch = Switch {
            path,
            want: true,
            default: !is_old,
            note: "only keys open it",
            safety: Some(Safety::Unsafe),
        };
        switch.judge(on, || format!("machine `{}` accepts passwords", on.name))
    }
}
