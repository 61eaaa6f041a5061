//! Kubelet offers weak cipher suites.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::ciphers;

/// Kubelet offers weak cipher suites.
pub struct KubeletCipherSuites;

impl Check for KubeletCipherSuites {
    const META: Meta = Meta::new(
        "cluster/kubelet-cipher-suites",
        "Kubelet offers weak cipher suites",
        "cluster/kubelet-hardening",
        Severity::Medium,
    )
    .frameworks(&["CIS-K8s-4.2.12"])
    .aliases(&["CKV_K8S_151", "KCV-0092", "C-0184"]);
    const TYPES: &'static [&'static str] = &["kubelet"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        ciphers::judge(on, scene)
    }
}
