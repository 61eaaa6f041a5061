//! Default service account holds a role on a Google organisation.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::gcp_iam;

/// Default service account holds a role on a Google organisation.
pub struct GcpOrgDefaultAccount;

impl Check for GcpOrgDefaultAccount {
    const META: Meta = Meta::new(
        "cloud/gcp-org-default-account",
        "Default service account holds a role on a Google organisation",
        "cloud/iam-least-privilege",
        Severity::Medium,
    )
    .aliases(&["CKV_GCP_47", "GCP-0008"]);
    const TYPES: &'static [&'static str] = gcp_iam::ORGANIZATION;
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        gcp_iam::default_accounts(on, scene, "organisation")
    }
}
