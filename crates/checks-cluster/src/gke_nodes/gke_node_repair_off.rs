//! GKE does not replace broken nodes.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// GKE does not replace broken nodes.
pub struct GkeNodeRepairOff;

impl Check for GkeNodeRepairOff {
    const META: Meta = Meta::new(
        "cluster/gke-node-repair-off",
        "GKE does not replace broken nodes",
        "cluster/node-hardening",
        Severity::Low,
    )
    .aliases(&[
        "acfdbec6-4a17-471f-b412-169d77553332",
        "d58c6f24-3763-4269-9f5b-86b2569a003b",
        "CKV_GCP_9",
        "GCP-0063",
    ]);
    const TYPES: &'static [&'static str] = &["google_container_node_pool"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let repair = on.bool("management.auto_repair", true);
        Verdict::on(
            &repair,
            |r| *r,
            "broken nodes are replaced",
            || {
                let message = format!("broken nodes of pool `{}` stay as they are", on.name);
                Failure::new(repair.span(), message)
            },
        )
    }
}
