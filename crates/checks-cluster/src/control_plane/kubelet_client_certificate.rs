//! API server shows kubelets no certificate.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::flags;

const HARM: &str = "so kubelets cannot tell the API server from a stranger";

/// API server shows kubelets no certificate.
pub struct KubeletClientCertificate;

impl Check for KubeletClientCertificate {
    const META: Meta = Meta::new(
        "cluster/kubelet-client-certificate",
        "API server shows kubelets no certificate",
        "cluster/client-certificate-auth",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["CIS-K8s-1.2.4"])
    .aliases(&["36a27826-1bf5-49da-aeb0-a60a30c0e834", "CKV_K8S_72", "KCV-0005", "C-0116"]);
    const TYPES: &'static [&'static str] = &["kube-apiserver"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::all_given(on, scene, &["kubelet-client-certificate", "kubelet-client-key"], HARM)
    }
}
