//! Workload accepts traffic from every pod.

use ringfort_check::facts::kube::Direction;
use ringfort_check::model::kube::Workload;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::traffic;

/// No policy governs what reaches the pods of a workload.
pub struct PodNotIsolated;

impl Check for PodNotIsolated {
    const META: Meta = Meta::new(
        "cluster/pod-not-isolated",
        "Workload accepts traffic from every pod",
        "cluster/network-policy-ingress-allowlist",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["CIS-K8s-5.3.2", "K8s-AppChecklist-NetworkPolicies", "NSA-NetworkSeparation"])
    .aliases(&[
        "0401f71b-9c1e-4821-ab15-a955caa621be",
        "CKV2_K8S_6",
        "C-0260",
        "non-isolated-pod",
        "Pod_NetworkPolicy",
        "require-network-policy",
    ]);
    type On = Workload;

    fn run(on: &Workload, scene: &Scene<'_>) -> Verdict {
        let open = "every pod of the cluster reaches them";
        traffic::judge_isolation(on, scene, Direction::Ingress, open)
    }
}
