//! Kubelet answers anonymous requests.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const RULE: Rule =
    Rule::new("anonymous-auth", "so requests without credentials reach the pods of the node")
        .fixed("false", Safety::Unsafe);

/// Kubelet answers anonymous requests.
pub struct KubeletAnonymous;

impl Check for KubeletAnonymous {
    const META: Meta = Meta::new(
        "cluster/kubelet-anonymous",
        "Kubelet answers anonymous requests",
        "cluster/kubelet-hardening",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-K8s-4.2.1", "CIS-EKS-3.2.1", "K8s-APIBypass-kubelet", "MS-M9032"])
    .aliases(&["CKV_K8S_138", "KCV-0079", "C-0069", "C-0172"]);
    const TYPES: &'static [&'static str] = &["kubelet"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::is(on, scene, false, RULE)
    }
}
