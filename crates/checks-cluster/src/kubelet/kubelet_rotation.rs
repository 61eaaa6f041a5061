//! Kubelet does not renew its client certificate.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const RULE: Rule = Rule::new("rotate-certificates", "so the identity of the node is never renewed")
    .fixed("true", Safety::Unsafe);

/// Kubelet does not renew its client certificate.
pub struct KubeletRotation;

impl Check for KubeletRotation {
    const META: Meta = Meta::new(
        "cluster/kubelet-rotation",
        "Kubelet does not renew its client certificate",
        "cluster/kubelet-hardening",
        Severity::Medium,
    )
    .frameworks(&["CIS-K8s-4.2.10"])
    .aliases(&["52d70f2e-3257-474c-b3dc-8ad9ba6a061a", "CKV_K8S_149", "KCV-0090", "C-0182"]);
    const TYPES: &'static [&'static str] = &["kubelet"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::is(on, scene, true, RULE)
    }
}
