//! NetworkPolicy admits every address.

use ringfort_check::facts::kube::Direction;
use ringfort_check::model::kube::NetworkPolicy;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::traffic;

/// An ingress rule with ports admits `0.0.0.0/0` or `::/0`.
pub struct OpenIngressCidr;

impl Check for OpenIngressCidr {
    const META: Meta = Meta::new(
        "cluster/open-ingress-cidr",
        "NetworkPolicy admits every address",
        "cluster/network-policy-ingress-allowlist",
        Severity::Medium,
    )
    .frameworks(&["CIS-K8s-5.3.2", "NSA-NetworkSeparation"]);
    type On = NetworkPolicy;

    fn run(on: &NetworkPolicy, scene: &Scene<'_>) -> Verdict {
        traffic::judge_rules(
            on,
            scene,
            Direction::Ingress,
            "admits no range of all addresses",
            |rule| {
                let (range, at) = traffic::everywhere(rule, false)?;
                Some((at, format!("admits {range}")))
            },
        )
    }
}
