//! Default service account holds a role on a Google folder.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::gcp_iam;

/// Default service account holds a role on a Google folder.
pub struct GcpFolderDefaultAccount;

impl Check for GcpFolderDefaultAccount {
    const META: Meta = Meta::new(
        "cloud/gcp-folder-default-account",
        "Default service account holds a role on a Google folder",
        "cloud/iam-least-privilege",
        Severity::Medium,
    )
    .aliases(&["CKV_GCP_48", "GCP-0004"]);
    const TYPES: &'static [&'static str] = gcp_iam::FOLDER;
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        gcp_iam::default_accounts(on, scene, "folder")
    }
}
