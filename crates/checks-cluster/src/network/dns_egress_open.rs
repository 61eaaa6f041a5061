//! DNS is open to any server.

use ringfort_check::facts::kube::Direction;
use ringfort_check::model::kube::NetworkPolicy;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::traffic;

/// A rule for port 53 does not name the DNS of the cluster.
pub struct DnsEgressOpen;

impl Check for DnsEgressOpen {
    const META: Meta = Meta::new(
        "cluster/dns-egress-open",
        "DNS is open to any server",
        "cluster/network-policy-egress",
        Severity::Low,
    )
    .frameworks(&["NSA-NetworkSeparation", "MITRE-T1071"]);
    type On = NetworkPolicy;

    fn run(on: &NetworkPolicy, scene: &Scene<'_>) -> Verdict {
        traffic::judge_rules(
            on,
            scene,
            Direction::Egress,
            "DNS goes to named targets only",
            |rule| {
                let open = rule.peers.is_empty() || traffic::everywhere(rule, false).is_some();
                let wrong = traffic::is_dns(rule) && open;
                wrong.then(|| (rule.span, "lets its pods ask any DNS server".to_owned()))
            },
        )
    }
}
