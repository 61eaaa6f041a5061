//! API server listens on the unauthenticated port.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const RULE: Rule =
    Rule::new("insecure-port", "where no request is authenticated").fixed("0", Safety::Unsafe);

/// API server listens on the unauthenticated port.
pub struct InsecurePort;

impl Check for InsecurePort {
    const META: Meta = Meta::new(
        "cluster/insecure-port",
        "API server listens on the unauthenticated port",
        "cluster/api-server-hardening",
        Severity::High,
    )
    .gate()
    .frameworks(&["OWASP-K8s-2025-K07"])
    .aliases(&["fa4def8c-1898-4a35-a139-7b76b1acdef0", "CKV_K8S_88", "C-0005"]);
    const TYPES: &'static [&'static str] = &["kube-apiserver"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::meets(on, scene, RULE, |port| port == "0")
    }
}
