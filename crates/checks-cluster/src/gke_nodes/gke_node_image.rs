//! GKE nodes do not run the image made for containers.

use ringfort_check::facts::cloud::gke::{self, Pool};
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Value, Verdict};

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
        let pools = gke::pools(on).iter().map(judge).fold(Verdict::NotApplicable, Verdict::and);
        pools.and(provisioned(on))
    }
}

/// Judges the pools that node auto-provisioning makes, where it is on and an image is chosen for them.
fn provisioned(on: &Resource) -> Verdict {
    let image = on.text("cluster_autoscaling.auto_provisioning_defaults.image_type", DEFAULT);
    let off = on.bool("cluster_autoscaling.enabled", true).is(&false);
    if off || matches!(image, Value::Default(..)) {
        return Verdict::NotApplicable;
    }
    of(on, &image)
}

/// The image of a pool that names none.
const DEFAULT: &str = "COS_CONTAINERD";

/// Judges one pool.
fn judge(on: &Resource, pool: &Pool<'_>) -> Verdict {
    of(on, &pool.text("node_config.image_type", DEFAULT))
}

/// Judges one image of the nodes of `on`.
fn of(on: &Resource, image: &Value<String>) -> Verdict {
    let good = |i: &String| i.to_ascii_uppercase().starts_with("COS");
    Verdict::on(image, good, "nodes run Container-Optimized OS", || {
        let shown = image.known().map_or("", String::as_str);
        Failure::new(image.span(), format!("nodes of `{}` run {shown}", on.name))
    })
}
