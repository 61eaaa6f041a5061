//! API server has no certificate of its own.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::flags;

const HARM: &str = "so clients get a certificate that they cannot check";

/// API server has no certificate of its own.
pub struct ApiServerCertificate;

impl Check for ApiServerCertificate {
    const META: Meta = Meta::new(
        "cluster/api-server-certificate",
        "API server has no certificate of its own",
        "cluster/client-certificate-auth",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["CIS-K8s-1.2.24"])
    .aliases(&["fa750c81-93c2-4fab-9c6d-d3fd3ce3b89f", "CKV_K8S_100", "KCV-0027", "C-0138"]);
    const TYPES: &'static [&'static str] = &["kube-apiserver"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::all_given(on, scene, &["tls-cert-file", "tls-private-key-file"], HARM)
    }
}
