//! Kubelet takes another name than its host.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const HARM: &str = "so the node can take the name of another";

/// Kubelet takes another name than its host.
pub struct KubeletHostnameOverride;

impl Check for KubeletHostnameOverride {
    const META: Meta = Meta::new(
        "cluster/kubelet-hostname-override",
        "Kubelet takes another name than its host",
        "cluster/kubelet-hardening",
        Severity::Low,
    )
    .frameworks(&["CIS-K8s-4.2.7"])
    .aliases(&["bf36b900-b5ef-4828-adb7-70eb543b7cfb", "CKV_K8S_146", "KCV-0086", "C-0179"]);
    const TYPES: &'static [&'static str] = &["kubelet"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::absent(on, scene, Rule::new("hostname-override", HARM))
    }
}
