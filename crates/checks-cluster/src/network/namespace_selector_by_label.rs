//! NetworkPolicy trusts a namespace label that can be added.

use ringfort_check::facts::kube::Direction;
use ringfort_check::model::kube::NetworkPolicy;
use ringfort_check::model::kube::{Peer, Selector};
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::traffic;

/// A namespace selector does not use the label that only the API server sets.
pub struct NamespaceSelectorByLabel;

impl Check for NamespaceSelectorByLabel {
    const META: Meta = Meta::new(
        "cluster/namespace-selector-by-label",
        "NetworkPolicy trusts a namespace label that can be added",
        "cluster/network-policy-ingress-allowlist",
        Severity::Low,
    )
    .frameworks(&["K8s-AppChecklist-NetworkPolicies"]);
    type On = NetworkPolicy;

    fn run(on: &NetworkPolicy, scene: &Scene<'_>) -> Verdict {
        traffic::judge_rules(on, scene, Direction::Ingress, "selects namespaces by name", |rule| {
            rule.peers.iter().find_map(|peer| match peer {
                Peer::Pods { namespaces: Some(s), span, .. } if is_loose(s) => {
                    let key = s.requirements.first().map_or("", |r| &*r.key);
                    let what = format!("admits any namespace that carries label `{key}`");
                    Some((s.span.unwrap_or(*span), what))
                }
                _ => None,
            })
        })
    }
}

fn is_loose(selector: &Selector) -> bool {
    let by_name = |key: &str| key == "kubernetes.io/metadata.name";
    !selector.requirements.is_empty() && !selector.requirements.iter().any(|r| by_name(&r.key))
}
