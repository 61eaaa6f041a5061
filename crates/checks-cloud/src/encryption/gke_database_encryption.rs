//! GKE Secrets are not wrapped with a key of your own.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::settings::Choice;

/// GKE Secrets are not wrapped with a key of your own.
pub struct GkeDatabaseEncryption;

impl Check for GkeDatabaseEncryption {
    const META: Meta = Meta::new(
        "cloud/gke-database-encryption",
        "GKE Secrets are not wrapped with a key of your own",
        "cloud/etcd-kms-encryption",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["CIS-GKE-5.3.1"]);
    const TYPES: &'static [&'static str] = &["google_container_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let state = Choice {
            path: "database_encryption.state",
            good: &["ENCRYPTED", "ALL_OBJECTS_ENCRYPTION_ENABLED"],
            default: "DECRYPTED",
            note: "Secrets are wrapped with a key of your own",
            safety: None,
        };
        state.judge(on, |_| format!("cluster `{}` names no key for its Secrets", on.name))
    }
}
