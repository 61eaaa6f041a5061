//! Default service account holds a role on a Google project.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::gcp_iam;

/// Default service account holds a role on a Google project.
pub struct GcpProjectDefaultAccount;

impl Check for GcpProjectDefaultAccount {
    const META: Meta = Meta::new(
        "cloud/gcp-project-default-account",
        "Default service account holds a role on a Google project",
        "cloud/iam-least-privilege",
        Severity::Medium,
    )
    .aliases(&["CKV_GCP_46", "GCP-0006"]);
    const TYPES: &'static [&'static str] = gcp_iam::PROJECT;
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        gcp_iam::default_accounts(on, scene, "project")
    }
}
