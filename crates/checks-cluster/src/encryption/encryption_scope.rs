//! Only Secrets are encrypted.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::encryption;

/// Only Secrets are encrypted.
pub struct EncryptionScope;

impl Check for EncryptionScope {
    const META: Meta = Meta::new(
        "cluster/encryption-scope",
        "Only Secrets are encrypted",
        "cluster/secrets-encryption-at-rest",
        Severity::Low,
    );
    const TYPES: &'static [&'static str] = &["EncryptionConfiguration", "EncryptionConfig"];
    type On = Object;

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        if encryption::is_open(on) {
            return Verdict::unknown(on.head, "part of the file is not known");
        }
        if encryption::entry_of(on, "secrets").is_none() {
            return Verdict::NotApplicable;
        }
        match encryption::entry_of(on, "configmaps").and_then(encryption::writer) {
            Some((name, at, _)) if name != "identity" => {
                Verdict::pass(at, "ConfigMaps are encrypted too")
            }
            _ => {
                Verdict::fail(Failure::new(on.head, "ConfigMaps are written to etcd in plain text"))
            }
        }
    }
}
