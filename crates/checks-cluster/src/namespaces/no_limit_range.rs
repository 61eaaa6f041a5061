//! Namespace has no LimitRange.

use ringfort_check::facts::kube::Namespace;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::place;

/// A namespace with workloads has no LimitRange.
pub struct NoLimitRange;

impl Check for NoLimitRange {
    const META: Meta = Meta::new(
        "cluster/no-limit-range",
        "Namespace has no LimitRange",
        "cluster/namespace-isolation",
        Severity::Low,
    )
    .frameworks(&["MS-M9029"])
    .aliases(&["4a20ebac-1060-4c81-95d1-1f7f620e983b", "KSV-0039"]);
    type On = Namespace;

    fn run(on: &Namespace, scene: &Scene<'_>) -> Verdict {
        if on.workloads.is_empty() || scene.is_platform_namespace(&on.name) {
            return Verdict::NotApplicable;
        }
        match scene.facts.objects("LimitRange").find(|o| on.holds(o)) {
            Some(found) => Verdict::pass(found.head, "one is there"),
            None => {
                let message = format!("{} has no LimitRange", place::name_of(&on.name));
                let failure = Failure::new(on.at, message);
                Verdict::fail(place::with_workloads(failure, on, scene))
            }
        }
    }
}
