//! GKE does not replace broken nodes.

use ringfort_check::facts::cloud::gke::{self, Pool};
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
    const TYPES: &'static [&'static str] = gke::POOL_TYPES;
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let judge = |pool: &Pool<'_>| judge(on, pool, scene);
        gke::pools(on).iter().map(judge).fold(Verdict::NotApplicable, Verdict::and)
    }
}

/// Judges one pool.
fn judge(on: &Resource, pool: &Pool<'_>, scene: &Scene<'_>) -> Verdict {
    let repair = gke::managed(scene.facts, on, pool, "auto_repair");
    Verdict::on(
        &repair,
        |r| *r,
        "broken nodes are replaced",
        || {
            let message = format!("broken nodes of `{}` stay as they are", on.name);
            Failure::new(repair.span(), message)
        },
    )
}
