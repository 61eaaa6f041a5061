//! Kubelet changes kernel settings of the node.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const RULE: Rule =
    Rule::new("protect-kernel-defaults", "so it changes kernel settings of the node")
        .fixed("true", Safety::Unsafe);

/// Kubelet changes kernel settings of the node.
pub struct KubeletKernelDefaults;

impl Check for KubeletKernelDefaults {
    const META: Meta = Meta::new(
        "cluster/kubelet-kernel-defaults",
        "Kubelet changes kernel settings of the node",
        "cluster/kubelet-hardening",
        Severity::Low,
    )
    .aliases(&["6cf42c97-facd-4fda-b8af-ea4529123355", "CKV_K8S_144", "KCV-0083", "C-0177"]);
    const TYPES: &'static [&'static str] = &["kubelet"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::is(on, scene, true, RULE)
    }
}
