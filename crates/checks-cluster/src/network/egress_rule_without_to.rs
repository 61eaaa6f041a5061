//! Egress rule names no target.

use ringfort_check::facts::kube::Direction;
use ringfort_check::model::kube::NetworkPolicy;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::traffic;

/// An egress rule other than one for DNS has no `to`.
pub struct EgressRuleWithoutTo;

impl Check for EgressRuleWithoutTo {
    const META: Meta = Meta::new(
        "cluster/egress-rule-without-to",
        "Egress rule names no target",
        "cluster/network-policy-egress",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["CIS-K8s-5.3.2", "NSA-NetworkSeparation", "MS-M9018"]);
    type On = NetworkPolicy;

    fn run(on: &NetworkPolicy, scene: &Scene<'_>) -> Verdict {
        traffic::judge_rules(
            on,
            scene,
            Direction::Egress,
            "every egress rule names its targets",
            |rule| {
                let open = rule.peers.is_empty() && !traffic::is_dns(rule);
                open.then(|| (rule.span, "lets its pods call any address".to_owned()))
            },
        )
    }
}
