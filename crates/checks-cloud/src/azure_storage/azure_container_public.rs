//! Azure blob container is public.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Choice;

/// Azure blob container is public.
pub struct AzureContainerPublic;

impl Check for AzureContainerPublic {
    const META: Meta = Meta::new(
        "cloud/azure-container-public",
        "Azure blob container is public",
        "cloud/public-resource-exposure",
        Severity::High,
    )
    .frameworks(&["CIS-Azure-9.3.8"])
    .aliases(&[
        "4d3817db-dd35-4de4-a80d-3867157e7f7f",
        "dd5230f8-a577-4bbb-b7ac-f2c2fe7d5299",
        "CKV_AZURE_34",
        "AZU-0007",
    ]);
    const TYPES: &'static [&'static str] = &["azurerm_storage_container"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let access = on.text("container_access_type", "private");
        let closed = accounts(on, scene).find(|a| forbids(a));
        if let (Some(account), false) = (closed, access.is(&"private".to_owned())) {
            return Verdict::pass(account.header, "the account forbids public containers");
        }
        let choice = Choice {
            path: "container_access_type",
            good: &["private"],
            default: "private",
            note: "the container is private",
            safety: Some(Safety::Unsafe),
        };
        choice.judge(on, |value| {
            format!("container `{}` answers everyone (access type {value})", on.name)
        })
    }
}

/// The storage account that the container belongs to.
fn accounts<'a>(on: &'a Resource, scene: &Scene<'a>) -> impl Iterator<Item = &'a Resource> {
    let facts = scene.facts;
    ["storage_account_name", "storage_account_id"]
        .into_iter()
        .flat_map(move |path| facts.targets(on, path))
        .filter(|r| &*r.kind == "azurerm_storage_account")
}

/// Does the account keep its containers from being public?
fn forbids(account: &Resource) -> bool {
    let names = ["allow_nested_items_to_be_public", "allow_blob_public_access"];
    names.iter().any(|name| account.at(name).bool() == Some(false))
}
