//! Google bucket is not encrypted with a key of your own.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::settings;

/// Google bucket is not encrypted with a key of your own.
pub struct GcsWithoutOwnKey;

impl Check for GcsWithoutOwnKey {
    const META: Meta = Meta::new(
        "cloud/gcs-without-own-key",
        "Google bucket is not encrypted with a key of your own",
        "cloud/volume-encryption-at-rest",
        Severity::Low,
    )
    .aliases(&["GCP-0066"]);
    const TYPES: &'static [&'static str] = &["google_storage_bucket"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        settings::present(
            on,
            "encryption.default_kms_key_name",
            "a key of your own encrypts it",
            || format!("bucket `{}` is encrypted with a key that only Google controls", on.name),
        )
    }
}
