//! API server offers weak cipher suites.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::ciphers;

/// API server offers weak cipher suites.
pub struct TlsCipherSuites;

impl Check for TlsCipherSuites {
    const META: Meta = Meta::new(
        "cluster/tls-cipher-suites",
        "API server offers weak cipher suites",
        "cluster/client-certificate-auth",
        Severity::Medium,
    )
    .frameworks(&["CIS-K8s-1.2.29"])
    .aliases(&["510d5810-9a30-443a-817d-5c1fa527b110", "CKV_K8S_105", "C-0143", "C-0277"]);
    const TYPES: &'static [&'static str] = &["kube-apiserver"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        ciphers::judge(on, scene)
    }
}
