//! Workload may call every address.

use ringfort_check::facts::kube::Direction;
use ringfort_check::model::kube::Workload;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::traffic;

/// No policy governs what the pods of a workload may call.
pub struct EgressNotRestricted;

impl Check for EgressNotRestricted {
    const META: Meta = Meta::new(
        "cluster/egress-not-restricted",
        "Workload may call every address",
        "cluster/network-policy-egress",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["CIS-K8s-5.3.2", "NSA-NetworkSeparation", "MS-M9018", "MITRE-T1567"]);
    type On = Workload;

    fn run(on: &Workload, scene: &Scene<'_>) -> Verdict {
        let open = "databases, the node's metadata and the Internet are open to them";
        traffic::judge_isolation(on, scene, Direction::Egress, open)
    }
}
