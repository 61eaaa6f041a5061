//! Google registry serves everyone.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::gcp_iam;

/// Google registry serves everyone.
pub struct GarPublic;

impl Check for GarPublic {
    const META: Meta = Meta::new(
        "cloud/gar-public",
        "Google registry serves everyone",
        "cloud/registry-access-control",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-GKE-5.1.2"]);
    const TYPES: &'static [&'static str] = &[
        "google_artifact_registry_repository_iam_member",
        "google_artifact_registry_repository_iam_binding",
        "google_artifact_registry_repository_iam_policy",
    ];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        gcp_iam::public(on, scene, "repository")
    }
}
