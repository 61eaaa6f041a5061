//! API server does not check client certificates.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

/// API server does not check client certificates.
pub struct ClientCaMissing;

impl Check for ClientCaMissing {
    const META: Meta = Meta::new(
        "cluster/client-ca-missing",
        "API server does not check client certificates",
        "cluster/client-certificate-auth",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["CIS-K8s-1.2.25"])
    .aliases(&["e0e00aba-5f1c-4981-a542-9a9563c0ee20", "KCV-0028", "C-0139"]);
    const TYPES: &'static [&'static str] = &["kube-apiserver"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::given(
            on,
            scene,
            Rule::new("client-ca-file", "so clients cannot prove who they are with a certificate"),
        )
    }
}
