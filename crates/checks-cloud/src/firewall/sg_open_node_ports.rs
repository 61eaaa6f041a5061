//! Security group of nodes opens cluster ports to the Internet.

use ringfort_check::facts::cloud::firewall;
use ringfort_check::facts::cloud::firewall::Rule;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::world;

/// Security group of nodes opens cluster ports to the Internet.
pub struct SgOpenNodePorts;

impl Check for SgOpenNodePorts {
    const META: Meta = Meta::new(
        "cloud/sg-open-node-ports",
        "Security group of nodes opens cluster ports to the Internet",
        "cloud/firewall-rules",
        Severity::High,
    )
    .gate()
    .frameworks(&["OWASP-K8s-2025-K06", "NSA-NetworkSeparation", "MITRE-T1133"]);
    const TYPES: &'static [&'static str] = firewall::RULE_TYPES;
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        if !scene.facts.groups_of_rule(on).iter().any(|g| scene.facts.is_node_security_group(g)) {
            return Verdict::NotApplicable;
        }
        world::ingress(
            on,
            "no rule opens ports of the cluster to the Internet",
            is_cluster_port,
            |rule, cidr| {
                format!(
                    "nodes behind `{}` admit {cidr} to {}: kubelet, etcd, API server or NodePorts",
                    on.name,
                    rule.ports()
                )
            },
        )
    }
}

/// Kubelet, etcd, API server, `NodePorts`.
fn is_cluster_port(rule: &Rule<'_>) -> Option<bool> {
    let ports = [(10250, 10250), (10255, 10255), (2379, 2380), (6443, 6443), (30000, 32767)];
    ports.iter().try_fold(false, |hit, (low, high)| Some(hit || rule.admits(*low, *high)?))
}
