//! Pod on the host network reaches the node's credentials.

use ringfort_check::model::kube::Workload;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{kube, settings};

/// Pod on the host network reaches the node's credentials.
pub struct HostNetworkMetadata;

impl Check for HostNetworkMetadata {
    const META: Meta = Meta::new(
        "cloud/host-network-metadata",
        "Pod on the host network reaches the node's credentials",
        "cloud/metadata-service-protection",
        Severity::Low,
    )
    .frameworks(&["OWASP-K8s-2025-K08", "MS-TA9033"]);

    type On = Workload;

    fn run(on: &Workload, scene: &Scene<'_>) -> Verdict {
        let object = scene.facts.object(on);
        if !kube::is_eks(scene)
            || object.is_some_and(|o| scene.is_platform_namespace(o.namespace_or_default()))
        {
            return Verdict::NotApplicable;
        }
        match on.pod.host_network.known() {
            None => settings::unknown(&on.pod.host_network).unwrap_or(Verdict::NotApplicable),
            Some(false) => Verdict::NotApplicable,
            Some(true) => {
                let message = "runs on the host network of an EKS node: neither hop limit nor NetworkPolicy keep it from the node's credentials";
                Verdict::fail(Failure::new(on.pod.host_network.span(), message))
            }
        }
    }
}
