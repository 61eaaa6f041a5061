//! Azure storage account admits every network.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::azure;
use crate::support::companion;
use crate::support::settings::Choice;

/// Azure storage account admits every network.
pub struct AzureStorageDefaultAllow;

impl Check for AzureStorageDefaultAllow {
    const META: Meta = Meta::new(
        "cloud/azure-storage-default-allow",
        "Azure storage account admits every network",
        "cloud/public-resource-exposure",
        Severity::Medium,
    )
    .frameworks(&["CIS-Azure-9.3.2.3"])
    .aliases(&[
        "a5613650-32ec-4975-a305-31af783153ea",
        "ca4df748-613a-4fbf-9c76-f02cbd580307",
        "CKV_AZURE_35",
        "AZU-0012",
    ]);
    const TYPES: &'static [&'static str] =
        &["azurerm_storage_account", "azurerm_storage_account_network_rules"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        if &*on.kind == "azurerm_storage_account_network_rules" {
            return rules(on, "default_action");
        }
        if on.at("public_network_access_enabled").bool() == Some(false) {
            return Verdict::pass(
                on.at("public_network_access_enabled").span(),
                "the public endpoint is off",
            );
        }
        if !azure::lacks(on.at("network_rules")) {
            return rules(on, "network_rules.default_action");
        }
        match companion::of(on, scene, RULES, &["id", "name"]).next() {
            // The rules are judged themselves.
            Some(_) => Verdict::NotApplicable,
            None => {
                let message = format!(
                    "storage account `{}` has no rules that refuse unknown networks",
                    on.name
                );
                companion::lacking(on, scene, RULES, message)
            }
        }
    }
}

/// Rules of an account in a resource of their own.
const RULES: &[companion::Holder] = &[
    ("azurerm_storage_account_network_rules", "storage_account_id"),
    ("azurerm_storage_account_network_rules", "storage_account_name"),
];

fn rules(on: &Resource, path: &'static str) -> Verdict {
    let choice = Choice {
        path,
        good: &["Deny"],
        default: "Allow",
        note: "unknown networks are refused",
        safety: Some(Safety::Unsafe),
    };
    choice.judge(on, |value| {
        format!("`{}` lets unknown networks in (default action {value})", on.name)
    })
}
