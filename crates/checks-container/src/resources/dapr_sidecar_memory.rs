//! Memory of the injected Dapr sidecar.

use ringfort_check::model::kube::Workload;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::dapr;

/// The Dapr sidecar has no memory limit.
pub struct DaprSidecarMemory;

impl Check for DaprSidecarMemory {
    const META: Meta = Meta::new(
        "container/dapr-sidecar-memory",
        "Dapr sidecar has no memory limit",
        "container/memory-limits",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["NSA-PodSecurity"]);
    type On = Workload;

    fn run(on: &Workload, scene: &Scene<'_>) -> Verdict {
        dapr::required(on, scene, "dapr.io/sidecar-memory-limit", "memory")
    }
}
