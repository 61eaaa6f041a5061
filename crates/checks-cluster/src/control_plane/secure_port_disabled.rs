//! API server does not serve TLS.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

/// API server does not serve TLS.
pub struct SecurePortDisabled;

impl Check for SecurePortDisabled {
    const META: Meta = Meta::new(
        "cluster/secure-port-disabled",
        "API server does not serve TLS",
        "cluster/api-server-hardening",
        Severity::High,
    )
    .aliases(&["3d24b204-b73d-42cb-b0bf-1a5438c5f71e", "CKV_K8S_89", "KCV-0017", "C-0128"]);
    const TYPES: &'static [&'static str] = &["kube-apiserver"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::meets(on, scene, Rule::new("secure-port", "so nothing is served over TLS"), |port| {
            port != "0"
        })
    }
}
