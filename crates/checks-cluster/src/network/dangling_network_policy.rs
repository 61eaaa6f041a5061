//! NetworkPolicy selects no pod.

use ringfort_check::model::kube::NetworkPolicy;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::traffic;

/// A policy selects none of the workloads that were read.
pub struct DanglingNetworkPolicy;

impl Check for DanglingNetworkPolicy {
    const META: Meta = Meta::new(
        "cluster/dangling-network-policy",
        "NetworkPolicy selects no pod",
        "cluster/network-policy-default-deny",
        Severity::Low,
    )
    .confidence(ringfort_check::Confidence::Medium)
    .frameworks(&["OWASP-K8s-2025-K05"])
    .aliases(&[
        "85ab1c5b-014e-4352-b5f8-d7dea3bb4fd3",
        "b80b14c6-aaa2-4876-b651-8a48b6c32fbf",
        "C-0299",
        "dangling-networkpolicy",
        "NetworkPolicy_targets_Pod",
    ]);
    type On = NetworkPolicy;

    fn run(on: &NetworkPolicy, scene: &Scene<'_>) -> Verdict {
        let Some(object) = traffic::object_of(scene, on) else { return Verdict::NotApplicable };
        if on.pods.is_everything() {
            return Verdict::pass(object.head, "selects every pod of its namespace");
        }
        if on.pods.unknown {
            return Verdict::unknown(object.head, "its selector is not fully known");
        }
        if !traffic::selected(scene, on).is_empty() {
            return Verdict::pass(object.head, "selects a workload that was read");
        }
        let at = on.pods.span.unwrap_or(object.head);
        let message = format!("NetworkPolicy `{}` selects no workload that was read", object.name);
        Verdict::fail(Failure::new(at, message))
    }
}
