//! API server stores Secrets unencrypted.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const HARM: &str = "so Secrets stand in etcd in plain text";

/// API server stores Secrets unencrypted.
pub struct EncryptionNotConfigured;

impl Check for EncryptionNotConfigured {
    const META: Meta = Meta::new(
        "cluster/encryption-not-configured",
        "API server stores Secrets unencrypted",
        "cluster/secrets-encryption-at-rest",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-K8s-1.2.27", "OWASP-K8s-2025-K03"])
    .aliases(&["cbd2db69-0b21-4c14-8a40-7710a50571a9", "CKV_K8S_104", "KCV-0030", "C-0141"]);
    const TYPES: &'static [&'static str] = &["kube-apiserver"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::given(on, scene, Rule::new(flag_of(on), HARM))
    }
}

/// The flag, or its name before release 1.13.
fn flag_of(on: &Component) -> &'static str {
    let old = "experimental-encryption-provider-config";
    if on.flag(old).is_some() { old } else { "encryption-provider-config" }
}
