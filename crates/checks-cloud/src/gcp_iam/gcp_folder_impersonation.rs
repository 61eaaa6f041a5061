//! Role on a Google folder lets its holder act as every service account.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::gcp_iam;

/// Role on a Google folder lets its holder act as every service account.
pub struct GcpFolderImpersonation;

impl Check for GcpFolderImpersonation {
    const META: Meta = Meta::new(
        "cloud/gcp-folder-impersonation",
        "Role on a Google folder lets its holder act as every service account",
        "cloud/iam-least-privilege",
        Severity::High,
    )
    .aliases(&["CKV_GCP_44", "GCP-0005"]);
    const TYPES: &'static [&'static str] = gcp_iam::FOLDER;
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        gcp_iam::impersonation(on, scene, "folder")
    }
}
