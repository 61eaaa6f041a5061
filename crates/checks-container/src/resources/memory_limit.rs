//! Memory limits.

use ringfort_check::model::kube::Container;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::resources::{Bound, required};

/// A container has no memory limit.
pub struct MemoryLimit;

impl Check for MemoryLimit {
    const META: Meta = Meta::new(
        "container/memory-limit",
        "Container has no memory limit",
        "container/memory-limits",
        Severity::Medium,
    )
    .gate()
    .frameworks(&[
        "K8s-SecChecklist-pod",
        "CIS-Docker-5.11",
        "NSA-PodSecurity",
        "OWASP-K8s-2025-K01",
    ])
    .aliases(&[
        "b14d1bc4-a208-45db-92f0-e21f8e2588e9",
        "fd097ed0-7fe6-4f58-8b71-fef9f0820a21",
        "CKV_K8S_13",
        "KSV-0018",
        "C-0271",
        "unset-memory-requirements",
        "memoryLimitsMissing",
        "LimitsMemoryNotSet",
        "LimitsMemory",
        "AC_K8S_0100",
    ]);
    type On = Container;

    fn run(on: &Container, scene: &Scene<'_>) -> Verdict {
        required(on, scene, Bound::Limit, "memory")
    }
}
