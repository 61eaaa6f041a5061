//! Azure storage account is not encrypted with a key of your own.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Meta, Scene, Severity, Verdict};

use crate::support::azure;
use crate::support::companion;

/// Azure storage account is not encrypted with a key of your own.
pub struct AzureStorageNoOwnKey;

impl Check for AzureStorageNoOwnKey {
    const META: Meta = Meta::new(
        "cloud/azure-storage-no-own-key",
        "Azure storage account is not encrypted with a key of your own",
        "cloud/volume-encryption-at-rest",
        Severity::Low,
    )
    .aliases(&["CKV2_AZURE_1", "AZU-0060"]);
    const TYPES: &'static [&'static str] = &["azurerm_storage_account"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let block = on.at("customer_managed_key");
        if azure::given(block) == Some(true) {
            return Verdict::pass(block.span(), "encrypted with a key of its own");
        }
        if let At::Unknown(node) = block {
            return Verdict::unknown(node.span, node.cause().to_owned());
        }
        match companion::of(on, scene, KEYS, &["id"]).next() {
            Some(key) => Verdict::pass(key.header, "encrypted with a key of its own"),
            None => {
                let message =
                    format!("storage account `{}` is encrypted with a key of Microsoft's", on.name);
                companion::lacking(on, scene, KEYS, message)
            }
        }
    }
}

const KEYS: &[companion::Holder] =
    &[("azurerm_storage_account_customer_managed_key", "storage_account_id")];
