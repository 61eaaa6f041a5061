//! Kubelet runs pods from a URL.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const HARM: &str = "so whoever serves it runs pods that no policy sees";

/// Kubelet runs pods from a URL.
pub struct KubeletStaticPodUrl;

impl Check for KubeletStaticPodUrl {
    const META: Meta = Meta::new(
        "cluster/kubelet-static-pod-url",
        "Kubelet runs pods from a URL",
        "cluster/kubelet-hardening",
        Severity::High,
    )
    .frameworks(&["K8s-APIBypass-kubelet"]);
    const TYPES: &'static [&'static str] = &["kubelet"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::absent(on, scene, Rule::new("manifest-url", HARM))
    }
}
