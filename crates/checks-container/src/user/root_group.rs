//! Group 0.

use ringfort_check::model::kube::Workload;
use ringfort_check::{At, Check, Failure, Meta, Node, Scene, Severity, Verdict};

use crate::support::pod;

/// A group of the pod or of a container is 0.
pub struct RootGroup;

impl Check for RootGroup {
    const META: Meta = Meta::new(
        "container/root-group",
        "Container runs with root's group",
        "container/non-root-execution",
        Severity::Low,
    )
    .frameworks(&["CIS-K8s-5.6.3"])
    // One rule of kube-linter for user and group.
    .aliases(&["KSV-0116", "require-non-root-groups", "run-as-non-root"]);
    type On = Workload;

    fn run(on: &Workload, scene: &Scene<'_>) -> Verdict {
        let Some(spec) = pod::pod_spec(scene, on) else { return Verdict::NotApplicable };
        let context = spec.at("securityContext");
        let own = on.containers.iter().filter_map(|c| scene.facts.container_node(c));
        let mut places: Vec<(&str, At<'_>)> = ["runAsGroup", "fsGroup", "supplementalGroups"]
            .map(|key| (key, context.key(key)))
            .to_vec();
        places.extend(own.map(|n| ("runAsGroup", n.at("securityContext.runAsGroup"))));
        if let Some((_, at)) = places.iter().find(|(_, at)| at.is_unknown()) {
            return Verdict::unknown(at.span(), "a group is not known");
        }
        let written: Vec<(&str, &Node)> =
            places.iter().flat_map(|(key, at)| at.list().iter().map(move |n| (*key, n))).collect();
        let zero = written.iter().filter(|(_, n)| n.as_i64() == Some(0));
        let failures = zero
            .map(|(key, n)| Failure::new(n.span, format!("{key} gives root's group")).key(*key));
        match written.first() {
            None => Verdict::NotApplicable,
            Some((_, first)) => Verdict::of(failures.collect(), first.span, "no group is 0"),
        }
    }
}
