//! Secrets are written unencrypted.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::encryption;

/// Secrets are written unencrypted.
pub struct EncryptionProviderWeak;

impl Check for EncryptionProviderWeak {
    const META: Meta = Meta::new(
        "cluster/encryption-provider-weak",
        "Secrets are written unencrypted",
        "cluster/secrets-encryption-at-rest",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-K8s-1.2.28", "OWASP-K8s-2025-K03"])
    .aliases(&["10efce34-5af6-4d83-b414-9e096d5a06a9", "C-0142"]);
    const TYPES: &'static [&'static str] = &["EncryptionConfiguration", "EncryptionConfig"];
    type On = Object;

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        if encryption::is_open(on) {
            return Verdict::unknown(on.head, "part of the file is not known");
        }
        let Some(entry) = encryption::entry_of(on, "secrets") else {
            return Verdict::fail(Failure::new(
                on.head,
                "no entry of the encryption file covers Secrets",
            ));
        };
        match encryption::writer(entry) {
            Some(("kms" | "aesgcm" | "aescbc" | "secretbox", at, _)) => {
                Verdict::pass(at, "Secrets are encrypted")
            }
            Some((name, at, _)) => {
                let message = format!(
                    "Secrets are written with the provider `{name}`, which does not encrypt"
                );
                Verdict::fail(Failure::new(at, message))
            }
            None => Verdict::fail(Failure::new(entry.span, "Secrets have no encryption provider")),
        }
    }
}
