//! API server names an address for the unauthenticated port.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

/// API server names an address for the unauthenticated port.
pub struct InsecureBindAddress;

impl Check for InsecureBindAddress {
    const META: Meta = Meta::new(
        "cluster/insecure-bind-address",
        "API server names an address for the unauthenticated port",
        "cluster/api-server-hardening",
        Severity::High,
    )
    .gate()
    .aliases(&["b9380fd3-5ffe-4d10-9290-13e18e71eee1", "CKV_K8S_86"]);
    const TYPES: &'static [&'static str] = &["kube-apiserver"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::absent(
            on,
            scene,
            Rule::new("insecure-bind-address", "where no request is authenticated"),
        )
    }
}
