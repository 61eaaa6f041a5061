//! GKE cluster runs a release without fixes.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Value, Verdict};

use crate::support::releases;

/// GKE cluster runs a release without fixes.
pub struct GkeRelease;

impl Check for GkeRelease {
    const META: Meta = Meta::new(
        "cluster/gke-release",
        "GKE cluster runs a release without fixes",
        "cluster/version-currency",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["OWASP-K8s-2025-K07"]);
    const TYPES: &'static [&'static str] = &["google_container_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let version = on.at("min_master_version");
        if version.is_absent() {
            return Verdict::unknown(
                version.span(),
                "GKE chooses and updates the release, which no file tells",
            );
        }
        releases::judge(releases::GKE, &Value::text(version, ""))
    }
}
