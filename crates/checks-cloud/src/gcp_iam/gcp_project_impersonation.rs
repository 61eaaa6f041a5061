//! Role on a Google project lets its holder act as every service account.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::gcp_iam;

/// Role on a Google project lets its holder act as every service account.
pub struct GcpProjectImpersonation;

impl Check for GcpProjectImpersonation {
    const META: Meta = Meta::new(
        "cloud/gcp-project-impersonation",
        "Role on a Google project lets its holder act as every service account",
        "cloud/iam-least-privilege",
        Severity::Medium,
    )
    .aliases(&[
        "617ef6ff-711e-4bd7-94ae-e965911b1b40",
        "c68b4e6d-4e01-4ca1-b256-1e18e875785c",
        "CKV_GCP_41",
        "CKV_GCP_49",
        "GCP-0011",
    ]);
    const TYPES: &'static [&'static str] = gcp_iam::PROJECT;
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        gcp_iam::impersonation(on, scene, "project")
    }
}
