//! Google disk is not encrypted with a key of your own.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::settings;

/// Google disk is not encrypted with a key of your own.
pub struct DiskWithoutOwnKey;

impl Check for DiskWithoutOwnKey {
    const META: Meta = Meta::new(
        "cloud/disk-without-own-key",
        "Google disk is not encrypted with a key of your own",
        "cloud/volume-encryption-at-rest",
        Severity::Low,
    )
    .frameworks(&["CIS-GCP-4.7"])
    .aliases(&[
        "092bae86-6105-4802-99d2-99cd7e7431f3",
        "b1d51728-7270-4991-ac2f-fc26e2695b38",
        "fc040fb6-4c23-4c0d-b12a-39edac35debb",
        "CKV_GCP_37",
        "GCP-0034",
    ]);
    const TYPES: &'static [&'static str] = &["google_compute_disk", "google_compute_region_disk"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let named = KEYS.into_iter().find(|key| !on.at(key).is_absent());
        let key = named.unwrap_or("disk_encryption_key.kms_key_self_link");
        settings::present(on, key, "a key of your own encrypts it", || {
            format!("disk `{}` is encrypted with a key that only Google controls", on.name)
        })
    }
}

/// Ways to name a key.
const KEYS: [&str; 4] = [
    "disk_encryption_key.kms_key_self_link",
    "disk_encryption_key.kms_key_name",
    "disk_encryption_key.raw_key",
    "disk_encryption_key.rsa_encrypted_key",
];
