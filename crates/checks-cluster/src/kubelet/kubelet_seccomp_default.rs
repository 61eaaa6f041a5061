//! Kubelet runs pods without a seccomp profile.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const RULE: Rule =
    Rule::new("seccomp-default", "so pods without a profile may use every system call")
        .fixed("true", Safety::Unsafe);

/// Kubelet runs pods without a seccomp profile.
pub struct KubeletSeccompDefault;

impl Check for KubeletSeccompDefault {
    const META: Meta = Meta::new(
        "cluster/kubelet-seccomp-default",
        "Kubelet runs pods without a seccomp profile",
        "cluster/kubelet-hardening",
        Severity::Low,
    )
    .frameworks(&["CIS-K8s-4.2.14"]);
    const TYPES: &'static [&'static str] = &["kubelet"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::is(on, scene, true, RULE)
    }
}
