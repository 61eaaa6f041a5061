//! GKE nodes do not run the image made for containers.

use ringfort_check::facts::cloud::gke::{self, Pool};
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// GKE nodes do not run the image made for containers.
pub struct GkeNodeImage;

impl Check for GkeNodeImage {
    const META: Meta = Meta::new(
        "cluster/gke-node-image",
        "GKE nodes do not run the image made for containers",
        "cluster/node-hardening",
        Severity::Low,
    )
    .gate()
    .frameworks(&["CIS-GKE-5.5.1"])
    .aliases(&[
        "8a893e46-e267-485a-8690-51f39951de58",
        "be41f891-96b1-4b9d-b74f-b922a918c778",
        "dbe058d7-b82e-430b-8426-992b2e4677e7",
        "CKV_GCP_22",
        "GCP-0054",
    ]);
    const TYPES: &'static [&'static str] = gke::POOL_TYPES;
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let judge = |pool: &Pool<'_>| judge(on, pool);
        gke::pools(on).iter().map(judge).fold(Verdict::NotApplicable, Verdict::and)
    }
}

/// Judges one pool.
fn judge(on: &Resource, pool: &Pool<'_>) -> Verdict {
    let image = pool.text("node_config.image_type", "COS_CONTAINERD");
    let good = |i: &String| i.to_ascii_uppercase().starts_with("COS");
    Verdict::on(&image, good, "nodes run Container-Optimized OS", || {
        let shown = image.known().map_or("", String::as_str);
        Failure::new(image.span(), format!("nodes of `{}` run {shown}", on.name))
    })
}
