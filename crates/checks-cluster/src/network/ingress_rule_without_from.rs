//! Ingress rule names no caller.

use ringfort_check::facts::kube::Direction;
use ringfort_check::model::kube::NetworkPolicy;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::traffic;

/// An ingress rule has no `from`.
pub struct IngressRuleWithoutFrom;

impl Check for IngressRuleWithoutFrom {
    const META: Meta = Meta::new(
        "cluster/ingress-rule-without-from",
        "Ingress rule names no caller",
        "cluster/network-policy-ingress-allowlist",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["CIS-K8s-5.3.2", "NSA-NetworkSeparation", "MS-M9014"]);
    type On = NetworkPolicy;

    fn run(on: &NetworkPolicy, scene: &Scene<'_>) -> Verdict {
        traffic::judge_rules(
            on,
            scene,
            Direction::Ingress,
            "every ingress rule names its callers",
            |rule| {
                let ports: Vec<&str> = rule.ports.iter().map(|p| &*p.port).collect();
                let on = if ports.is_empty() { "all ports".into() } else { ports.join(", ") };
                rule.peers.is_empty().then(|| (rule.span, format!("admits every caller to {on}")))
            },
        )
    }
}
