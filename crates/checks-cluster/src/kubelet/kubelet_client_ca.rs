//! Kubelet does not check client certificates.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const HARM: &str = "so it cannot check who calls";

/// Kubelet does not check client certificates.
pub struct KubeletClientCa;

impl Check for KubeletClientCa {
    const META: Meta = Meta::new(
        "cluster/kubelet-client-ca",
        "Kubelet does not check client certificates",
        "cluster/kubelet-hardening",
        Severity::Medium,
    )
    .frameworks(&["CIS-K8s-4.2.3", "CIS-EKS-3.2.3"])
    .aliases(&["CKV_K8S_140", "KCV-0081", "C-0070", "C-0174"]);
    const TYPES: &'static [&'static str] = &["kubelet"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::given(on, scene, Rule::new("client-ca-file", HARM))
    }
}
