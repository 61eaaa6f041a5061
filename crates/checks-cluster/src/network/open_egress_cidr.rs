//! Egress rule allows the whole Internet.

use ringfort_check::facts::kube::Direction;
use ringfort_check::model::kube::NetworkPolicy;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::traffic;

/// An egress rule allows `0.0.0.0/0` or `::/0`.
pub struct OpenEgressCidr;

impl Check for OpenEgressCidr {
    const META: Meta = Meta::new(
        "cluster/open-egress-cidr",
        "Egress rule allows the whole Internet",
        "cluster/network-policy-egress",
        Severity::Low,
    )
    .frameworks(&["MITRE-T1567", "SP800-190-4.4.2"]);
    type On = NetworkPolicy;

    fn run(on: &NetworkPolicy, scene: &Scene<'_>) -> Verdict {
        traffic::judge_rules(
            on,
            scene,
            Direction::Egress,
            "allows no range of all addresses",
            |rule| {
                let (range, at) = traffic::everywhere(rule, false)?;
                Some((at, format!("lets its pods call {range}")))
            },
        )
    }
}
