//! Pod has no controller.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::place;

/// A Pod is created by itself.
pub struct BarePod;

impl Check for BarePod {
    const META: Meta = Meta::new(
        "cluster/bare-pod",
        "Pod has no controller",
        "cluster/namespace-isolation",
        Severity::Info,
    )
    .frameworks(&["K8s-SecChecklist-pod"])
    .aliases(&["C-0073", "prevent-bare-pods"]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["Pod"];

    fn run(on: &Object, scene: &Scene<'_>) -> Verdict {
        let owned = !on.at("metadata.ownerReferences").is_absent();
        let fixed = !on.annotation("kubernetes.io/config.mirror").is_absent();
        if owned || fixed || !place::is_application(scene, on) {
            return Verdict::NotApplicable;
        }
        Verdict::fail(Failure::new(
            on.head,
            format!("Pod `{}` has no controller that would replace it", on.name),
        ))
    }
}
