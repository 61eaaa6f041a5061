//! Rotation of kubelet serving certificates is switched off.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Rotation of kubelet serving certificates is switched off.
pub struct KubeletCertificateRotationOff;

impl Check for KubeletCertificateRotationOff {
    const META: Meta = Meta::new(
        "cluster/kubelet-certificate-rotation-off",
        "Rotation of kubelet serving certificates is switched off",
        "cluster/control-plane-components",
        Severity::Medium,
    )
    .frameworks(&["CIS-K8s-1.3.6", "CIS-K8s-4.2.11"])
    .aliases(&[
        "1c621b8e-2c6a-44f5-bd6a-fb0fb7ba33e2",
        "CKV_K8S_112",
        "KCV-0038",
        "C-0149",
        "KCV-0091",
        "C-0183",
    ]);
    const TYPES: &'static [&'static str] = &["kube-controller-manager", "kubelet"];
    type On = Component;

    fn run(on: &Component, _: &Scene<'_>) -> Verdict {
        let gate = on.feature_gate("RotateKubeletServerCertificate");
        Verdict::on(
            &gate,
            |set| *set != Some(false),
            "RotateKubeletServerCertificate is on",
            || {
                let name = on.kind.name();
                let message =
                    format!("`{name}` switches off the rotation of kubelet serving certificates");
                Failure::new(gate.span(), message)
            },
        )
    }
}
