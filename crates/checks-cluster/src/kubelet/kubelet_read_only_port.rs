//! Kubelet serves a port without authentication.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const RULE: Rule =
    Rule::new("read-only-port", "where everybody can list the pods and their environment")
        .fixed("0", Safety::Unsafe);

/// Kubelet serves a port without authentication.
pub struct KubeletReadOnlyPort;

impl Check for KubeletReadOnlyPort {
    const META: Meta = Meta::new(
        "cluster/kubelet-read-only-port",
        "Kubelet serves a port without authentication",
        "cluster/kubelet-hardening",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-K8s-4.2.4", "K8s-APIBypass-kubelet"])
    .aliases(&["2940d48a-dc5e-4178-a3f8-bfbd80720b41", "CKV_K8S_141", "KCV-0082", "C-0175"]);
    const TYPES: &'static [&'static str] = &["kubelet"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::meets(on, scene, RULE, |port| port == "0")
    }
}
