//! GKE pods reach the node's metadata.

use ringfort_check::facts::cloud::gke::{self, Pool};
use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Value, Verdict};

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
        let identity = identity(scene, on);
        let judge = |pool: &Pool<'_>| judge(on, pool, &identity);
        gke::pools(on).iter().map(judge).fold(Verdict::NotApplicable, Verdict::and)
    }
}

/// Why it passes.
const NOTE: &str = "GKE answers metadata requests of pods";

/// Judges one pool. Without a mode it is decided by whether the cluster has workload identity.
fn judge(on: &Resource, pool: &Pool<'_>, identity: &Value<bool>) -> Verdict {
    let mode = pool.text("node_config.workload_metadata_config.mode", "");
    let old = pool.text("node_config.workload_metadata_config.node_metadata", "");
    let failure = |at| {
        Failure::new(at, format!("pods on nodes of `{}` reach the node's own metadata", on.name))
    };
    match (&mode, &old, identity) {
        (Value::Default(..), Value::Default(..), Value::Unknown(span, cause)) => {
            Verdict::unknown(*span, cause.to_string())
        }
        (Value::Default(..), Value::Default(..), Value::Set(true, _)) => Verdict::default(
            pool.head,
            "with workload identity new node pools use the GKE metadata server",
        ),
        (Value::Default(..), Value::Set(..) | Value::Unknown(..), _) => {
            let good = |m: &String| m == "GKE_METADATA_SERVER" || m == "SECURE";
            Verdict::on(&old, good, NOTE, || failure(old.span()))
        }
        _ => {
            let good = |m: &String| m == "GKE_METADATA" || m == "GKE_METADATA_SERVER";
            Verdict::on(&mode, good, NOTE, || failure(mode.span()))
        }
    }
}

/// Has the cluster of `on` workload identity?
fn identity(scene: &Scene<'_>, on: &Resource) -> Value<bool> {
    let clusters = std::iter::once(on).chain(scene.facts.targets(on, "cluster"));
    let mut found = Value::Default(false, on.header);
    for cluster in clusters {
        match cluster.at("workload_identity_config") {
            At::Set(node) if node.one_or_many().iter().any(|n| !n.is_unknown()) => {
                return Value::Set(true, node.span);
            }
            At::Set(node) | At::Unknown(node) => {
                found = Value::Unknown(node.span, "workload identity is not known".into());
            }
            At::Absent(_) => {}
        }
    }
    found
}
