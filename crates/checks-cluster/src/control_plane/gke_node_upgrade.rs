//! GKE nodes are not updated by themselves.

use ringfort_check::facts::cloud::gke::{self, Pool};
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Edit, Failure, Meta, Safety, Scene, Severity, Verdict};

/// GKE nodes are not updated by themselves.
pub struct GkeNodeUpgrade;

impl Check for GkeNodeUpgrade {
    const META: Meta = Meta::new(
        "cluster/gke-node-upgrade",
        "GKE nodes are not updated by themselves",
        "cluster/version-currency",
        Severity::Medium,
    )
    .aliases(&[
        "b139213e-7d24-49c2-8025-c18faa21ecaa",
        "d6e10477-2e19-4bcd-b8a8-19c65b89ccdf",
        "dc5c5fee-6c53-43b0-ab11-4c660e064aaf",
        "CKV_GCP_10",
        "GCP-0058",
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
    let value = gke::managed(scene.facts, on, pool, "auto_upgrade");
    Verdict::on(
        &value,
        |on| *on,
        "nodes are updated",
        || {
            let message = format!("nodes of `{}` are not updated by themselves", on.name);
            let edit = Edit { at: value.span(), text: "true".into() };
            let failure = Failure::new(value.span(), message);
            failure.fix("switch updates on", vec![edit], Safety::Unsafe)
        },
    )
}
