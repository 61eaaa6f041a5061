//! API server does not check the certificates of kubelets.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const HARM: &str = "so a stranger can answer in the place of a kubelet";

/// API server does not check the certificates of kubelets.
pub struct KubeletCertificateAuthority;

impl Check for KubeletCertificateAuthority {
    const META: Meta = Meta::new(
        "cluster/kubelet-certificate-authority",
        "API server does not check the certificates of kubelets",
        "cluster/client-certificate-auth",
        Severity::Medium,
    )
    .frameworks(&["CIS-K8s-1.2.5"])
    .aliases(&["ec18a0d3-0069-4a58-a7fb-fbfe0b4bbbe0", "CKV_K8S_73", "KCV-0006", "C-0117"]);
    const TYPES: &'static [&'static str] = &["kube-apiserver"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::given(on, scene, Rule::new("kubelet-certificate-authority", HARM))
    }
}
