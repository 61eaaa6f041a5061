//! Azure managed disk switches its encryption off.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::azure;
use crate::support::settings::Switch;

/// Azure managed disk switches its encryption off.
pub struct AzureDiskUnencrypted;

impl Check for AzureDiskUnencrypted {
    const META: Meta = Meta::new(
        "cloud/azure-disk-unencrypted",
        "Azure managed disk switches its encryption off",
        "cloud/volume-encryption-at-rest",
        Severity::Medium,
    )
    .aliases(&["a99130ab-4c0e-43aa-97f8-78d4fcb30024", "CKV_AZURE_2", "AZU-0038"]);
    const TYPES: &'static [&'static str] = &["azurerm_managed_disk", "azurerm_snapshot"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let set = on.at("disk_encryption_set_id");
        if azure::given(set) == Some(true) {
            return Verdict::pass(set.span(), "encrypted with a key of your own");
        }
        if azure::lacks(on.at("encryption_settings")) {
            return Verdict::default(on.header, "Azure encrypts every managed disk");
        }

        let switch = Switch {
            path: "encryption_settings.enabled",
            want: true,
            default: true,
            note: "the disk is encrypted",
            safety: Some(Safety::Unsafe),
        };
        switch.judge(on, || format!("disk `{}` switches its encryption off", on.name))
    }
}
