//! Google bucket keeps no access log.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::settings;

/// Google bucket keeps no access log.
pub struct GcsWithoutLogging;

impl Check for GcsWithoutLogging {
    const META: Meta = Meta::new(
        "cloud/gcs-without-logging",
        "Google bucket keeps no access log",
        "cloud/audit-logging",
        Severity::Low,
    )
    .aliases(&[
        "507df964-ad97-4035-ab14-94a82eabdfdd",
        "d6cabc3a-d57e-48c2-b341-bf3dd4f4a120",
        "CKV_GCP_62",
        "GCP-0077",
    ]);
    const TYPES: &'static [&'static str] = &["google_storage_bucket"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        if takes_logs(on, scene) {
            return Verdict::NotApplicable;
        }
        settings::present(on, "logging", "accesses are logged", || {
            format!("nobody can tell who read the objects of bucket `{}`", on.name)
        })
    }
}

/// Is `on` where another bucket writes its log? Such a bucket needs none of its own.
fn takes_logs(on: &Resource, scene: &Scene<'_>) -> bool {
    let mut logged =
        scene.facts.attached(on, "google_storage_bucket", "logging.log_bucket", &["name"]);
    logged.any(|bucket| bucket.address != on.address)
}
