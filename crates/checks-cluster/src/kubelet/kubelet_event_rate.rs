//! Kubelet drops events.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const HARM: &str = "so events that matter may be lost";

/// Kubelet drops events.
pub struct KubeletEventRate;

impl Check for KubeletEventRate {
    const META: Meta = Meta::new(
        "cluster/kubelet-event-rate",
        "Kubelet drops events",
        "cluster/kubelet-hardening",
        Severity::Low,
    )
    .frameworks(&["CIS-K8s-4.2.8"])
    .aliases(&["1a07a446-8e61-4e4d-bc16-b0781fcb8211", "CKV_K8S_147", "KCV-0087", "C-0180"]);
    const TYPES: &'static [&'static str] = &["kubelet"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::meets(on, scene, Rule::new("event-qps", HARM), |text| {
            text == "0" || flags::at_least(text, 5)
        })
    }
}
