//! Ingress rule admits its callers to every port.

use ringfort_check::facts::kube::Direction;
use ringfort_check::model::kube::NetworkPolicy;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::traffic;

/// An ingress rule has callers but no `ports`.
pub struct IngressRuleWithoutPorts;

impl Check for IngressRuleWithoutPorts {
    const META: Meta = Meta::new(
        "cluster/ingress-rule-without-ports",
        "Ingress rule admits its callers to every port",
        "cluster/network-policy-ingress-allowlist",
        Severity::Low,
    )
    .frameworks(&["CIS-K8s-5.3.2", "K8s-AppChecklist-NetworkPolicies"]);
    type On = NetworkPolicy;

    fn run(on: &NetworkPolicy, scene: &Scene<'_>) -> Verdict {
        traffic::judge_rules(
            on,
            scene,
            Direction::Ingress,
            "every ingress rule names its ports",
            |rule| {
                let open = !rule.peers.is_empty() && rule.ports.is_empty();
                open.then(|| (rule.span, "names callers but no port".to_owned()))
            },
        )
    }
}
