//! The node's network.

use ringfort_check::model::kube::Workload;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::pod;

/// A pod uses the node's network.
pub struct HostNetwork;

impl Check for HostNetwork {
    const META: Meta = Meta::new(
        "container/host-network",
        "Pod uses the node's network",
        "container/host-namespace-isolation",
        Severity::High,
    )
    .gate()
    .frameworks(&["PSS-baseline", "CIS-K8s-5.2.5", "NSA-PodSecurity", "OWASP-K8s-2025-K05"])
    .aliases(&[
        "6b6bdfb3-c3ae-44cb-88e4-7405c1ba2c8a",
        "ac1564a3-c324-4747-9fa1-9dfc234dace0",
        "CKV_K8S_19",
        "KSV-0009",
        "C-0041",
        "host-network",
        "hostNetworkSet",
        "NamespaceHostNetworkTrue",
        "HostNetwork",
        "hostnetwork-pod",
        "FG_R00488",
        "AC_K8S_0084",
    ]);
    type On = Workload;

    fn run(on: &Workload, _: &Scene<'_>) -> Verdict {
        let what = "the pod uses the node's network, outside every NetworkPolicy";
        pod::pod_must_be_false(&on.pod.host_network, "hostNetwork", what)
    }
}
