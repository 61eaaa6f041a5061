//! GKE pods reach the node's metadata.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::settings::Choice;

/// GKE pods reach the node's metadata.
pub struct GkeNodeMetadataExposed;

impl Check for GkeNodeMetadataExposed {
    const META: Meta = Meta::new(
        "cloud/gke-node-metadata-exposed",
        "GKE pods reach the node's metadata",
        "cloud/metadata-service-protection",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-GKE-5.4.1"])
    .aliases(&["CKV_GCP_69", "GCP-0057"]);
    const TYPES: &'static [&'static str] =
        &["google_container_node_pool", "google_container_cluster"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        if on.bool("enable_autopilot", false).is(&true)
            || on.bool("remove_default_node_pool", false).is(&true)
        {
            return Verdict::NotApplicable;
        }
        let mode = Choice {
            path: "node_config.workload_metadata_config.mode",
            good: &["GKE_METADATA", "GKE_METADATA_SERVER"],
            default: "",
            note: "GKE answers metadata requests of pods",
            safety: None,
        };
        let old = on.text("node_config.workload_metadata_config.node_metadata", "");
        if old.known().is_some_and(|v| v == "GKE_METADATA_SERVER" || v == "SECURE") {
            return Verdict::pass(old.span(), "GKE answers metadata requests of pods");
        }
        if on.at("node_config.workload_metadata_config.mode").is_absent()
            && pool_has_identity(scene, on)
        {
            return Verdict::default(
                on.header,
                "with workload identity new node pools use the GKE metadata server",
            );
        }
        mode.judge(on, |_| format!("pods on nodes of `{}` reach the node's own metadata", on.name))
    }
}

fn pool_has_identity(scene: &Scene<'_>, on: &Resource) -> bool {
    let has = |c: &Resource| !c.at("workload_identity_config.workload_pool").is_absent();
    has(on) || scene.facts.targets(on, "cluster").any(has)
}
