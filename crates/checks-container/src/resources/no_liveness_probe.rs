//! Liveness.

use ringfort_check::model::kube::Container;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::probes;

/// A container has no liveness probe.
pub struct NoLivenessProbe;

impl Check for NoLivenessProbe {
    const META: Meta = Meta::new(
        "container/no-liveness-probe",
        "Container has no liveness probe",
        "container/resource-limits",
        Severity::Low,
    )
    .frameworks(&["K8s-AppChecklist-Design"])
    .aliases(&[
        "5b6d53dd-3ba3-4269-b4d7-f82e880e43c3",
        "ade74944-a674-4e00-859e-c6eab5bde441",
        "CKV_K8S_8",
        "C-0056",
        "no-liveness-probe",
        "livenessProbeMissing",
        "AC_K8S_0070",
    ]);
    type On = Container;

    fn run(on: &Container, scene: &Scene<'_>) -> Verdict {
        probes::required(on, scene, "livenessProbe", "liveness")
    }
}
