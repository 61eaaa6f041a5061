//! Service account tokens have no key of their own.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const HARM: &str = "so tokens of service accounts are checked with its TLS key";

/// Service account tokens have no key of their own.
pub struct ServiceAccountKey;

impl Check for ServiceAccountKey {
    const META: Meta = Meta::new(
        "cluster/service-account-key",
        "Service account tokens have no key of their own",
        "cluster/api-server-hardening",
        Severity::Medium,
    )
    .frameworks(&["CIS-K8s-1.2.22"])
    .aliases(&["dab4ec72-ce2e-4732-b7c3-1757dcce01a1", "CKV_K8S_97", "KCV-0025", "C-0136"]);
    const TYPES: &'static [&'static str] = &["kube-apiserver"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::given(on, scene, Rule::new("service-account-key-file", HARM))
    }
}
