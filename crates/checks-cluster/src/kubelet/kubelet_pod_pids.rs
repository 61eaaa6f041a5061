//! Kubelet does not limit the processes of a pod.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const HARM: &str = "so one pod can use up the processes of the node";

/// Kubelet does not limit the processes of a pod.
pub struct KubeletPodPids;

impl Check for KubeletPodPids {
    const META: Meta = Meta::new(
        "cluster/kubelet-pod-pids",
        "Kubelet does not limit the processes of a pod",
        "cluster/kubelet-hardening",
        Severity::Low,
    )
    .frameworks(&["CIS-K8s-4.2.13"])
    .aliases(&["C-0284"]);
    const TYPES: &'static [&'static str] = &["kubelet"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::meets(on, scene, Rule::new("pod-max-pids", HARM), |text| flags::at_least(text, 1))
    }
}
