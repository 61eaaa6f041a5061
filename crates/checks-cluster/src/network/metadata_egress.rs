//! Egress rule reaches the instance metadata service.

use ringfort_check::facts::kube::Direction;
use ringfort_check::model::kube::NetworkPolicy;
use ringfort_check::model::kube::Peer;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::{cidr, traffic};

/// An egress range holds the instance metadata address and does not leave it out.
pub struct MetadataEgress;

impl Check for MetadataEgress {
    const META: Meta = Meta::new(
        "cluster/metadata-egress",
        "Egress rule reaches the instance metadata service",
        "cluster/network-policy-egress",
        Severity::High,
    )
    .frameworks(&["MITRE-T1552.005", "OWASP-K8s-2025-K08", "MS-M9018"]);
    type On = NetworkPolicy;

    fn run(on: &NetworkPolicy, scene: &Scene<'_>) -> Verdict {
        traffic::judge_rules(
            on,
            scene,
            Direction::Egress,
            "does not reach the metadata address by a range",
            |rule| {
                rule.peers.iter().find_map(|peer| {
                    let Peer::Cidr { cidr, except, span } = peer else { return None };
                    let holds = |range: &str| cidr::contains(range, cidr::METADATA);
                    let open = holds(cidr) && !except.iter().any(|e| holds(e));
                    let what = format!("allows {cidr} without leaving out 169.254.169.254/32");
                    open.then_some((*span, what))
                })
            },
        )
    }
}
