//! Google resource is open to everyone.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::gcp_iam;

/// Google resource is open to everyone.
pub struct GcpPublicMember;

impl Check for GcpPublicMember {
    const META: Meta = Meta::new(
        "cloud/gcp-public-member",
        "Google resource is open to everyone",
        "cloud/public-resource-exposure",
        Severity::High,
    )
    .frameworks(&["CIS-GCP-5.1"]);
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let apart = APART.iter().any(|family| on.kind.starts_with(family));
        if apart || !gcp_iam::grants_roles(on) {
            return Verdict::NotApplicable;
        }
        gcp_iam::public(on, scene, "resource")
    }
}

/// Families with a check of their own, and services that are called by everyone as a rule.
const APART: [&str; 7] = [
    "google_storage_",
    "google_kms_",
    "google_bigquery_",
    "google_artifact_registry_",
    "google_cloud_run",
    "google_cloudfunctions",
    "google_iap_",
];
