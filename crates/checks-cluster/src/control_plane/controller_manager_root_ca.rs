//! Pods are not given the certificate authority of the API server.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const HARM: &str = "so pods cannot check the certificate of the API server";

/// Pods are not given the certificate authority of the API server.
pub struct ControllerManagerRootCa;

impl Check for ControllerManagerRootCa {
    const META: Meta = Meta::new(
        "cluster/controller-manager-root-ca",
        "Pods are not given the certificate authority of the API server",
        "cluster/control-plane-components",
        Severity::Low,
    )
    .frameworks(&["CIS-K8s-1.3.5"])
    .aliases(&["05fb986f-ac73-4ebb-a5b2-7faafa93d882", "CKV_K8S_111", "KCV-0037", "C-0148"]);
    const TYPES: &'static [&'static str] = &["kube-controller-manager"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::given(on, scene, Rule::new("root-ca-file", HARM))
    }
}
