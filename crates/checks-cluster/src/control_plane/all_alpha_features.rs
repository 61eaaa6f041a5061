//! All alpha features are switched on.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// All alpha features are switched on.
pub struct AllAlphaFeatures;

impl Check for AllAlphaFeatures {
    const META: Meta = Meta::new(
        "cluster/all-alpha-features",
        "All alpha features are switched on",
        "cluster/api-server-hardening",
        Severity::Medium,
    );
    const TYPES: &'static [&'static str] =
        &["kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubelet"];
    type On = Component;

    fn run(on: &Component, _: &Scene<'_>) -> Verdict {
        let gate = on.feature_gate("AllAlpha");
        Verdict::on(
            &gate,
            |set| *set != Some(true),
            "AllAlpha is not switched on",
            || {
                let name = on.kind.name();
                let message = format!("`{name}` switches on every alpha feature, tested or not");
                Failure::new(gate.span(), message)
            },
        )
    }
}
