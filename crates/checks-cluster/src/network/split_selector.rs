//! Namespace and pod selector are two peers, not one.

use ringfort_check::facts::kube::Direction;
use ringfort_check::model::kube::NetworkPolicy;
use ringfort_check::model::kube::{Peer, PolicyRule};
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::traffic;

/// A namespace selector is followed by a pod selector as a peer of its own.
pub struct SplitSelector;

impl Check for SplitSelector {
    const META: Meta = Meta::new(
        "cluster/split-selector",
        "Namespace and pod selector are two peers, not one",
        "cluster/network-policy-ingress-allowlist",
        Severity::Low,
    )
    .confidence(ringfort_check::Confidence::Low)
    .frameworks(&["K8s-AppChecklist-NetworkPolicies"]);
    type On = NetworkPolicy;

    fn run(on: &NetworkPolicy, scene: &Scene<'_>) -> Verdict {
        traffic::judge_rules(
            on,
            scene,
            Direction::Ingress,
            "selectors that belong together share a peer",
            |rule| {
                let what = "admits the whole namespace or these pods: the second peer does not narrow the first";
                split(rule).map(|p| (traffic::span_of(p), what.to_owned()))
            },
        )
    }
}

/// The pod-only peer of a rule with exactly two peers, the first of which is namespace-only.
fn split(rule: &PolicyRule) -> Option<&Peer> {
    let [first, second] = rule.peers.as_slice() else { return None };
    let namespace_only = matches!(first, Peer::Pods { namespaces: Some(_), pods: None, .. });
    let pod_only = matches!(second, Peer::Pods { namespaces: None, pods: Some(_), .. });
    (namespace_only && pod_only).then_some(second)
}
