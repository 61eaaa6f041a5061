//! NetworkPolicy allows all outgoing traffic.

use ringfort_check::facts::kube::Direction;
use ringfort_check::model::kube::NetworkPolicy;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::traffic;

/// An egress rule lets pods call everything.
pub struct AllowsAllEgress;

impl Check for AllowsAllEgress {
    const META: Meta = Meta::new(
        "cluster/allows-all-egress",
        "NetworkPolicy allows all outgoing traffic",
        "cluster/network-policy-default-deny",
        Severity::Medium,
    )
    .frameworks(&["CIS-K8s-5.3.2", "NSA-NetworkSeparation"])
    .aliases(&["KUBE-0002", "AllowAllEgressNetworkPolicyExists"]);
    type On = NetworkPolicy;

    fn run(on: &NetworkPolicy, scene: &Scene<'_>) -> Verdict {
        traffic::judge_rules(
            on,
            scene,
            Direction::Egress,
            "allows named targets or ports only",
            |rule| {
                if !rule.ports.is_empty() {
                    return None;
                }
                let everyone = rule.peers.is_empty().then_some(rule.span);
                let at = everyone.or_else(|| Some(traffic::everywhere(rule, true)?.1))?;
                Some((at, "lets its pods call everything".to_owned()))
            },
        )
    }
}
