//! Azure storage firewall blocks trusted services.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::tri;

/// Azure storage firewall blocks trusted services.
pub struct AzureStorageBlocksTrustedServices;

impl Check for AzureStorageBlocksTrustedServices {
    const META: Meta = Meta::new(
        "cloud/azure-storage-blocks-trusted-services",
        "Azure storage firewall blocks trusted services",
        "cloud/public-resource-exposure",
        Severity::Low,
    )
    .frameworks(&["CIS-Azure-9.3.5"])
    .aliases(&[
        "1bc398a8-d274-47de-a4c8-6ac867b353de",
        "5400f379-a347-4bdd-a032-446465fdcc6f",
        "CKV_AZURE_36",
        "AZU-0010",
    ]);
    const TYPES: &'static [&'static str] =
        &["azurerm_storage_account", "azurerm_storage_account_network_rules"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let prefix = if &*on.kind == "azurerm_storage_account" { "network_rules." } else { "" };
        let path = format!("{prefix}bypass");
        let bypass = on.at(&path);
        if bypass.is_absent() {
            return Verdict::NotApplicable;
        }
        let named = tri::lists(bypass, &["AzureServices"]);
        tri::verdict(named, on, &path, "trusted services pass the firewall", || {
            format!("the firewall of `{}` shuts out backup and monitoring of Azure itself", on.name)
        })
    }
}
