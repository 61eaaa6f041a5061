//! Use of an Azure key vault is not logged.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::azure;
use crate::support::companion;

/// Use of an Azure key vault is not logged.
pub struct KeyVaultUnlogged;

impl Check for KeyVaultUnlogged {
    const META: Meta = Meta::new(
        "cloud/key-vault-unlogged",
        "Use of an Azure key vault is not logged",
        "cloud/audit-logging",
        Severity::Medium,
    )
    .frameworks(&["CIS-Azure-6.1.1.4"])
    .aliases(&["38c71c00-c177-4cd7-8d36-cd1007cdb190"]);
    const TYPES: &'static [&'static str] = &["azurerm_key_vault"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let settings = companion::of(on, scene, azure::SETTINGS, &["id"]);
        azure::logged(settings, &["AuditEvent"], "use of the vault is logged", || {
            let message =
                format!("nobody can tell who read keys and secrets of vault `{}`", on.name);
            companion::lacking(on, scene, azure::SETTINGS, message)
        })
    }
}
