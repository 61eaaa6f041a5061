//! GKE pods reach the node's metadata.

use ringfort_check::facts::cloud::gke::{self, Pool};
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Value, Verdict};

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
    const TYPES: &'static [&'static str] = gke::POOL_TYPES;
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let judge = |pool: &Pool<'_>| judge(scene, on, pool);
        gke::pools(on).iter().map(judge).fold(Verdict::NotApplicable, Verdict::and)
    }
}

/// Why it passes.
const NOTE: &str = "GKE answers metadata requests of pods";

/// Judges one pool.
fn judge(scene: &Scene<'_>, on: &Resource, pool: &Pool<'_>) -> Verdict {
    let conceals = gke::conceals_metadata(scene.facts, on, pool);
    if conceals.is(&true) && matches!(conceals, Value::Default(..)) {
        return Verdict::default(
            pool.head,
            "with workload identity new node pools use the GKE metadata server",
        );
    }
    Verdict::on(
        &conceals,
        |on| *on,
        NOTE,
        || {
            let message = format!("pods on nodes of `{}` reach the node's own metadata", on.name);
            Failure::new(conceals.span(), message)
        },
    )
}
