//! Kubelet never closes idle connections.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::duration;
use crate::support::flags::{self, Rule};

const RULE: Rule =
    Rule::new("streaming-connection-idle-timeout", "so idle shells stay open for ever")
        .fixed("5m", Safety::Safe);

/// Kubelet never closes idle connections.
pub struct KubeletStreamingTimeout;

impl Check for KubeletStreamingTimeout {
    const META: Meta = Meta::new(
        "cluster/kubelet-streaming-timeout",
        "Kubelet never closes idle connections",
        "cluster/kubelet-hardening",
        Severity::Low,
    )
    .frameworks(&["CIS-K8s-4.2.5"])
    .aliases(&["ed89b97d-04e9-4fd4-919f-ee5b27e555e9", "CKV_K8S_143", "KCV-0085", "C-0176"]);
    const TYPES: &'static [&'static str] = &["kubelet"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::meets(on, scene, RULE, |text| duration::seconds(text).is_none_or(|s| s > 0.0))
    }
}
