//! Dapr sidecar has no seccomp profile.

use ringfort_check::model::kube::Workload;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Value, Verdict};

use crate::support::dapr;

/// `dapr.io/sidecar-seccomp-profile-type` is missing.
pub struct DaprSidecarSeccomp;

impl Check for DaprSidecarSeccomp {
    const META: Meta = Meta::new(
        "cluster/dapr-sidecar-seccomp",
        "Dapr sidecar has no seccomp profile",
        "cluster/dapr-access-control",
        Severity::Low,
    )
    .frameworks(&["PSS-restricted"]);
    type On = Workload;

    fn run(on: &Workload, scene: &Scene<'_>) -> Verdict {
        let Some(object) = dapr::enabled(on, scene) else { return Verdict::NotApplicable };
        let kind = Value::text(on.annotation(object, "dapr.io/sidecar-seccomp-profile-type"), "");
        let pod = on.spec(object).map(|s| s.at("securityContext.seccompProfile.type"));
        if let Some(at) = pod.filter(|at| !at.is_absent() && !kind.is_set()) {
            return Verdict::pass(at.span(), "the profile of the pod covers the sidecar");
        }
        Verdict::on(
            &kind,
            |k| k == "RuntimeDefault" || k == "Localhost",
            "has a seccomp profile",
            || {
                let at = if kind.is_set() {
                    kind.span()
                } else {
                    on.annotation(object, "dapr.io/enabled").span()
                };
                Failure::new(at, format!("the sidecar of `{}` has no seccomp profile", object.name))
            },
        )
    }
}
