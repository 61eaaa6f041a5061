//! NetworkPolicy admits every namespace.

use ringfort_check::facts::kube::Direction;
use ringfort_check::model::kube::NetworkPolicy;
use ringfort_check::model::kube::Peer;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::traffic;

/// An ingress peer selects every pod of every namespace.
pub struct EveryNamespaceAdmitted;

impl Check for EveryNamespaceAdmitted {
    const META: Meta = Meta::new(
        "cluster/every-namespace-admitted",
        "NetworkPolicy admits every namespace",
        "cluster/network-policy-ingress-allowlist",
        Severity::Medium,
    )
    .frameworks(&["CIS-K8s-5.3.2", "MS-M9014"]);
    type On = NetworkPolicy;

    fn run(on: &NetworkPolicy, scene: &Scene<'_>) -> Verdict {
        traffic::judge_rules(
            on,
            scene,
            Direction::Ingress,
            "names the namespaces it admits",
            |rule| {
                let open = rule.peers.iter().find(|p| {
                    matches!(p, Peer::Pods { namespaces: Some(_), .. }) && traffic::is_broad(p)
                });
                open.map(|p| {
                    (traffic::span_of(p), "admits every pod of every namespace".to_owned())
                })
            },
        )
    }
}
