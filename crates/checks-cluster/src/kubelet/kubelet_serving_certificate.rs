//! Kubelet signs its own serving certificate.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const HARM: &str = "so nobody can check its serving certificate";

/// Kubelet signs its own serving certificate.
pub struct KubeletServingCertificate;

impl Check for KubeletServingCertificate {
    const META: Meta = Meta::new(
        "cluster/kubelet-serving-certificate",
        "Kubelet signs its own serving certificate",
        "cluster/kubelet-hardening",
        Severity::Medium,
    )
    .frameworks(&["CIS-K8s-4.2.9"])
    .aliases(&["CKV_K8S_148", "KCV-0088", "KCV-0089", "C-0181"]);
    const TYPES: &'static [&'static str] = &["kubelet"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        match flags::is(on, scene, true, Rule::new("rotate-server-certificates", HARM)) {
            Verdict::Fail(failures) => {
                match flags::all_given(on, scene, &["tls-cert-file", "tls-private-key-file"], HARM)
                {
                    Verdict::Fail(_) => Verdict::Fail(failures),
                    other => other,
                }
            }
            other => other,
        }
    }
}
