//! Pods reach the instance metadata service.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::kube;

/// Pods reach the instance metadata service.
pub struct ImdsHopLimit;

impl Check for ImdsHopLimit {
    const META: Meta = Meta::new(
        "cloud/imds-hop-limit",
        "Pods reach the instance metadata service",
        "cloud/metadata-service-protection",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["OWASP-K8s-2025-K08", "K8s-SecChecklist-network", "MS-M9018", "MITRE-T1552.005"])
    .aliases(&["CKV_AWS_341"]);
    const TYPES: &'static [&'static str] = &["aws_launch_template"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        if !scene.facts.is_node_template(on) && !kube::is_eks(scene) {
            return Verdict::NotApplicable;
        }
        if on.text("metadata_options.http_endpoint", "enabled").is(&"disabled".to_owned()) {
            return Verdict::pass(
                on.at("metadata_options.http_endpoint").span(),
                "the metadata service is off",
            );
        }
        let limit = on.int("metadata_options.http_put_response_hop_limit", 1);
        Verdict::on(
            &limit,
            |n| *n <= 1,
            "answers do not travel beyond the node",
            || {
                let n = limit.known().copied().unwrap_or_default();
                let message = format!(
                    "a hop limit of {n} lets pods on nodes of `{}` read the node's credentials",
                    on.name
                );
                Failure::new(limit.span(), message)
            },
        )
    }
}
