//! Kubelet does not manage its packet rules.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const RULE: Rule = Rule::new("make-iptables-util-chains", "so its packet rules can drift")
    .fixed("true", Safety::Unsafe);

/// Kubelet does not manage its packet rules.
pub struct KubeletIptables;

impl Check for KubeletIptables {
    const META: Meta = Meta::new(
        "cluster/kubelet-iptables",
        "Kubelet does not manage its packet rules",
        "cluster/kubelet-hardening",
        Severity::Low,
    )
    .frameworks(&["CIS-K8s-4.2.6"])
    .aliases(&["5f89001f-6dd9-49ff-9b15-d8cd71b617f4", "CKV_K8S_145", "KCV-0084", "C-0178"]);
    const TYPES: &'static [&'static str] = &["kubelet"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::is(on, scene, true, RULE)
    }
}
