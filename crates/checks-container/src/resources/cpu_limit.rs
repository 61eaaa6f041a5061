//! CPU limits.

use ringfort_check::model::kube::Container;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::resources::{Bound, required};

/// A container has no CPU limit.
pub struct CpuLimit;

impl Check for CpuLimit {
    const META: Meta = Meta::new(
        "container/cpu-limit",
        "Container has no CPU limit",
        "container/resource-limits",
        Severity::Low,
    )
    .gate()
    .frameworks(&["CIS-Docker-5.12", "OWASP-K8s-2025-K01", "MITRE-T1496.001"])
    .aliases(&[
        "4ac0e2b7-d2d2-4af7-8799-e8de6721ccda",
        "5f4735ce-b9ba-4d95-a089-a37a767b716f",
        "CKV_K8S_11",
        "KSV-0011",
        "C-0270",
        "cpuLimitsMissing",
        "LimitsCPUNotSet",
        "LimitsCPU",
        "require-cpu-limits",
        "AC_K8S_0098",
    ]);
    type On = Container;

    fn run(on: &Container, scene: &Scene<'_>) -> Verdict {
        required(on, scene, Bound::Limit, "cpu")
    }
}
