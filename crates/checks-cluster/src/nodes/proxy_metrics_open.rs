//! kube-proxy serves its metrics to the network.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const HARM: &str = "so anybody who reaches the node reads how the cluster's network is built";

/// kube-proxy serves its metrics to the network.
pub struct ProxyMetricsOpen;

impl Check for ProxyMetricsOpen {
    const META: Meta = Meta::new(
        "cluster/proxy-metrics-open",
        "kube-proxy serves its metrics to the network",
        "cluster/node-hardening",
        Severity::Low,
    )
    .frameworks(&["CIS-K8s-4.3.1"]);
    const TYPES: &'static [&'static str] = &["kube-proxy"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::meets(on, scene, Rule::new("metrics-bind-address", HARM), is_local)
    }
}

/// The loopback address, with a port or without; the empty text is no listener, or the default, which is local.
fn is_local(text: &str) -> bool {
    text.is_empty()
        || text == "localhost"
        || ["127.", "localhost:", "[::1]", "::1"].iter().any(|start| text.starts_with(start))
}
