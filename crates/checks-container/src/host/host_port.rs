//! Ports of the node.

use ringfort_check::model::kube::Container;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::pod;

/// A container takes a port of the node.
pub struct HostPort;

impl Check for HostPort {
    const META: Meta = Meta::new(
        "container/host-port",
        "Container takes a port of the node",
        "container/host-namespace-isolation",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["PSS-baseline", "CIS-K8s-5.2.12"])
    .aliases(&[
        "2b1836f1-dcce-416e-8e16-da8c71920633",
        "4e74cf4f-ff65-4c1a-885c-67ab608206ce",
        "CKV_K8S_26",
        "KSV-0024",
        "C-0044",
        "hostPortSet",
        "disallow-host-ports",
        "baseline:hostports",
    ]);
    type On = Container;

    fn run(on: &Container, scene: &Scene<'_>) -> Verdict {
        let Some(node) = scene.facts.container_node(on) else { return Verdict::NotApplicable };
        let ports = node.at("ports");
        if ports.is_unknown() {
            return Verdict::unknown(ports.span(), "the ports are not known");
        }
        let hosts = || ports.list().iter().map(|p| p.at("hostPort"));
        if let Some(at) = hosts().find(|at| at.is_unknown()) {
            return Verdict::unknown(at.span(), "a hostPort is not known");
        }
        let taken = hosts().filter_map(ringfort_check::At::node).filter(|n| n.as_i64() != Some(0));
        let failures = taken.map(|n| {
            let port = n.scalar().unwrap_or_default();
            let failure = pod::failure(on, n.span, &format!("takes port {port} of the node"));
            failure.key(format!("{}:{port}", on.name))
        });
        Verdict::of(failures.collect(), on.head, "no port of the node is taken")
    }
}
