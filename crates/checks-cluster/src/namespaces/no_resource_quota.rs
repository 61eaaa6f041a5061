//! Namespace has no ResourceQuota.

use ringfort_check::facts::kube::Namespace;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::place;

/// A namespace with workloads has no ResourceQuota.
pub struct NoResourceQuota;

impl Check for NoResourceQuota {
    const META: Meta = Meta::new(
        "cluster/no-resource-quota",
        "Namespace has no ResourceQuota",
        "cluster/namespace-isolation",
        Severity::Low,
    )
    .frameworks(&["SP800-190-4.3.4", "MS-M9029", "K8s-SecChecklist-placement"])
    .aliases(&["48a5beba-e4c0-4584-a2aa-e6894e4cf424", "KSV-0040"]);
    type On = Namespace;

    fn run(on: &Namespace, scene: &Scene<'_>) -> Verdict {
        if on.workloads.is_empty() || scene.is_platform_namespace(&on.name) {
            return Verdict::NotApplicable;
        }
        match scene.facts.objects("ResourceQuota").find(|o| on.holds(o)) {
            Some(found) => Verdict::pass(found.head, "one is there"),
            None => {
                let message = format!("{} has no ResourceQuota", place::name_of(&on.name));
                let failure = Failure::new(on.at, message);
                Verdict::fail(place::with_workloads(failure, on, scene))
            }
        }
    }
}
