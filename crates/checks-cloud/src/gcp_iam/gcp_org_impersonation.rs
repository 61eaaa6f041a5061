//! Role on a Google organisation lets its holder act as every service account.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::gcp_iam;

/// Role on a Google organisation lets its holder act as every service account.
pub struct GcpOrgImpersonation;

impl Check for GcpOrgImpersonation {
    const META: Meta = Meta::new(
        "cloud/gcp-org-impersonation",
        "Role on a Google organisation lets its holder act as every service account",
        "cloud/iam-least-privilege",
        Severity::High,
    )
    .aliases(&["CKV_GCP_45", "GCP-0009"]);
    const TYPES: &'static [&'static str] = gcp_iam::ORGANIZATION;
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        gcp_iam::impersonation(on, scene, "organisation")
    }
}
