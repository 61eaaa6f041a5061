//! Dapr sidecar has no limits.

use ringfort_check::model::kube::Workload;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::dapr;

/// `dapr.io/sidecar-cpu-limit` or `-memory-limit` is missing.
pub struct DaprSidecarLimits;

impl Check for DaprSidecarLimits {
    const META: Meta = Meta::new(
        "cluster/dapr-sidecar-limits",
        "Dapr sidecar has no limits",
        "cluster/dapr-access-control",
        Severity::Low,
    )
    .frameworks(&["NSA-PodSecurity"]);
    type On = Workload;

    fn run(on: &Workload, scene: &Scene<'_>) -> Verdict {
        let Some(object) = dapr::enabled(on, scene) else { return Verdict::NotApplicable };
        let names = ["dapr.io/sidecar-cpu-limit", "dapr.io/sidecar-memory-limit"];
        let missing: Vec<&str> =
            names.into_iter().filter(|n| on.annotation(object, n).is_absent()).collect();
        let at = on.annotation(object, "dapr.io/enabled").span();
        let failures = (!missing.is_empty()).then(|| {
            Failure::new(
                at,
                format!("the sidecar of `{}` lacks {}", object.name, missing.join(" and ")),
            )
        });
        Verdict::of(failures.into_iter().collect(), at, "has limits for cpu and memory")
    }
}
