//! Nodes for big data do not encrypt what they store.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::emr;

/// Nodes for big data do not encrypt what they store.
pub struct EmrUnencryptedAtRest;

impl Check for EmrUnencryptedAtRest {
    const META: Meta = Meta::new(
        "cloud/emr-unencrypted-at-rest",
        "Nodes for big data do not encrypt what they store",
        "cloud/volume-encryption-at-rest",
        Severity::Medium,
    )
    .frameworks(&["OWASP-Top10-2025-A04"])
    .aliases(&["AWS-0137"]);
    const TYPES: &'static [&'static str] = &["aws_emr_security_configuration"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        emr::switch(
            on,
            "EncryptionConfiguration.EnableAtRestEncryption",
            "what is stored is encrypted",
            || format!("configuration `{}` leaves what is stored unencrypted", on.name),
        )
    }
}
