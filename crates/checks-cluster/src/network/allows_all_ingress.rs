//! NetworkPolicy admits all incoming traffic.

use ringfort_check::facts::kube::Direction;
use ringfort_check::model::kube::NetworkPolicy;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::traffic;

/// An ingress rule admits everyone on every port.
pub struct AllowsAllIngress;

impl Check for AllowsAllIngress {
    const META: Meta = Meta::new(
        "cluster/allows-all-ingress",
        "NetworkPolicy admits all incoming traffic",
        "cluster/network-policy-default-deny",
        Severity::High,
    )
    .frameworks(&["CIS-K8s-5.3.2", "NSA-NetworkSeparation"])
    .aliases(&["KUBE-0001", "AllowAllIngressNetworkPolicyExists"]);
    type On = NetworkPolicy;

    fn run(on: &NetworkPolicy, scene: &Scene<'_>) -> Verdict {
        traffic::judge_rules(
            on,
            scene,
            Direction::Ingress,
            "admits named callers or ports only",
            |rule| {
                if !rule.ports.is_empty() {
                    return None;
                }
                let everyone = rule.peers.is_empty().then_some(rule.span);
                let at = everyone.or_else(|| Some(traffic::everywhere(rule, true)?.1))?;
                Some((at, "admits everyone on every port".to_owned()))
            },
        )
    }
}
