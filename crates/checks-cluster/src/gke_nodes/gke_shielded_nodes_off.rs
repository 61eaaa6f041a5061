//! GKE nodes do not prove who they are.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// GKE nodes do not prove who they are.
pub struct GkeShieldedNodesOff;

impl Check for GkeShieldedNodesOff {
    const META: Meta = Meta::new(
        "cluster/gke-shielded-nodes-off",
        "GKE nodes do not prove who they are",
        "cluster/node-hardening",
        Severity::Medium,
    )
    .frameworks(&["CIS-GKE-5.5.5"])
    .aliases(&["579a0727-9c29-4d58-8195-fc5802a8bdb4", "CKV_GCP_71", "GCP-0055"]);
    const TYPES: &'static [&'static str] = &["google_container_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let shielded = on.bool("enable_shielded_nodes", true);
        Verdict::on(
            &shielded,
            |s| *s,
            "nodes prove their identity",
            || {
                let message =
                    format!("nodes of cluster `{}` join without proving what they are", on.name);
                Failure::new(shielded.span(), message)
            },
        )
    }
}
