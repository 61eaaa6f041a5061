//! Kubelet allows every request.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const RULE: Rule = Rule::new("authorization-mode", "so every caller may run commands in its pods")
    .fixed("Webhook", Safety::Unsafe);

/// Kubelet allows every request.
pub struct KubeletAlwaysAllow;

impl Check for KubeletAlwaysAllow {
    const META: Meta = Meta::new(
        "cluster/kubelet-always-allow",
        "Kubelet allows every request",
        "cluster/kubelet-hardening",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-K8s-4.2.2", "CIS-EKS-3.2.2", "K8s-APIBypass-kubelet"])
    .aliases(&["CKV_K8S_139", "KCV-0080", "C-0173"]);
    const TYPES: &'static [&'static str] = &["kubelet"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::meets(on, scene, RULE, |mode| mode != "AlwaysAllow")
    }
}
