//! API server talks to kubelets without TLS.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const RULE: Rule = Rule::new("kubelet-https", "so commands and logs travel in plain text")
    .fixed("true", Safety::Unsafe);

/// API server talks to kubelets without TLS.
pub struct KubeletHttps;

impl Check for KubeletHttps {
    const META: Meta = Meta::new(
        "cluster/kubelet-https",
        "API server talks to kubelets without TLS",
        "cluster/client-certificate-auth",
        Severity::High,
    )
    .aliases(&["cdc8b54e-6b16-4538-a1b0-35849dbe29cf", "CKV_K8S_71", "KCV-0004"]);
    const TYPES: &'static [&'static str] = &["kube-apiserver"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::is(on, scene, true, RULE)
    }
}
