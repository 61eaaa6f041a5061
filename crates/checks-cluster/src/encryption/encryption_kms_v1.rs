//! Encryption uses the retired KMS version 1.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::encryption;

/// Encryption uses the retired KMS version 1.
pub struct EncryptionKmsV1;

impl Check for EncryptionKmsV1 {
    const META: Meta = Meta::new(
        "cluster/encryption-kms-v1",
        "Encryption uses the retired KMS version 1",
        "cluster/secrets-encryption-at-rest",
        Severity::Medium,
    );
    const TYPES: &'static [&'static str] = &["EncryptionConfiguration", "EncryptionConfig"];
    type On = Object;

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        if encryption::is_open(on) {
            return Verdict::unknown(on.head, "part of the file is not known");
        }
        let mut kms = encryption::providers(on).filter(|(name, ..)| *name == "kms").peekable();
        if kms.peek().is_none() {
            return Verdict::NotApplicable;
        }
        match kms.find(|(_, _, settings)| settings.at("apiVersion").str() != Some("v2")) {
            None => Verdict::pass(on.head, "KMS version 2"),
            Some((_, at, settings)) => {
                let version = settings.at("apiVersion");
                let at = if version.is_absent() { at } else { version.span() };
                Verdict::fail(Failure::new(
                    at,
                    "the KMS provider uses version 1, which is off by default",
                ))
            }
        }
    }
}
