//! Service opens etcd to the outside.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Node, Scene, Severity, Verdict};

/// Service opens etcd to the outside.
pub struct EtcdServiceExposed;

impl Check for EtcdServiceExposed {
    const META: Meta = Meta::new(
        "cluster/etcd-service-exposed",
        "Service opens etcd to the outside",
        "cluster/etcd-security",
        Severity::High,
    )
    .frameworks(&["K8s-APIBypass-etcd"]);
    const TYPES: &'static [&'static str] = &["Service"];
    type On = Object;

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        let kind = on.at("spec.type").str().unwrap_or("ClusterIP");
        let is_etcd = |port: &Node| {
            let number = |field: &str| port.at(field).node().and_then(Node::as_i64);
            [number("port"), number("targetPort")]
                .iter()
                .flatten()
                .any(|n| matches!(n, 2379 | 2380))
        };
        let Some(port) = on.at("spec.ports").list().iter().find(|p| is_etcd(p)) else {
            return Verdict::NotApplicable;
        };
        if on.at("spec.type").is_unknown() {
            return Verdict::unknown(on.head, "the type of the Service is not known");
        }
        if !matches!(kind, "NodePort" | "LoadBalancer") {
            return Verdict::pass(on.head, "etcd is not opened to the outside");
        }
        let message =
            format!("Service `{}` of type `{kind}` opens etcd outside the cluster", on.name);
        Verdict::fail(Failure::new(port.at("port").span(), message))
    }
}
