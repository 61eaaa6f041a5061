//! Readiness.

use ringfort_check::model::kube::Container;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::probes;

/// A container has no readiness probe.
pub struct NoReadinessProbe;

impl Check for NoReadinessProbe {
    const META: Meta = Meta::new(
        "container/no-readiness-probe",
        "Container has no readiness probe",
        "container/resource-limits",
        Severity::Low,
    )
    .frameworks(&["K8s-AppChecklist-Design"])
    .aliases(&[
        "8657197e-3f87-4694-892b-8144701d83c1",
        "a659f3b5-9bf0-438a-bd9a-7d3a6427f1e3",
        "CKV_K8S_9",
        "C-0018",
        "no-readiness-probe",
        "readinessProbeMissing",
        "AC_K8S_0072",
    ]);
    type On = Container;

    fn run(on: &Container, scene: &Scene<'_>) -> Verdict {
        probes::required(on, scene, "readinessProbe", "readiness")
    }
}
