//! CPU of the injected Dapr sidecar.

use ringfort_check::model::kube::Workload;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::dapr;

/// The Dapr sidecar has no CPU limit.
pub struct DaprSidecarCpu;

impl Check for DaprSidecarCpu {
    const META: Meta = Meta::new(
        "container/dapr-sidecar-cpu",
        "Dapr sidecar has no CPU limit",
        "container/resource-limits",
        Severity::Low,
    )
    .frameworks(&["NSA-PodSecurity"]);
    type On = Workload;

    fn run(on: &Workload, scene: &Scene<'_>) -> Verdict {
        dapr::required(on, scene, "dapr.io/sidecar-cpu-limit", "CPU")
    }
}
