//! Google service account is an administrator.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::gcp_iam;

/// Google service account is an administrator.
pub struct GcpAccountAdmin;

impl Check for GcpAccountAdmin {
    const META: Meta = Meta::new(
        "cloud/gcp-account-admin",
        "Google service account is an administrator",
        "cloud/iam-least-privilege",
        Severity::High,
    )
    .aliases(&["84d36481-fd63-48cb-838e-635c44806ec2", "CKV_GCP_42", "GCP-0007"]);
    const TYPES: &'static [&'static str] = gcp_iam::ESTATE;
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        gcp_iam::judge(on, scene, "no service account is an administrator", |role, who| {
            let question = match (role.map(is_administrative), who.is_service_account()) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (Some(true), Some(true)) => Some(true),
                _ => None,
            };
            let message = || format!("{} is granted to {}", role.unwrap_or(""), who.shown());
            gcp_iam::Answer::of(question, message)
        })
    }
}

/// Owner, Editor, or a role that has "admin" in its name.
fn is_administrative(role: &str) -> bool {
    let role = role.to_ascii_lowercase();
    role.contains("admin") || role == "roles/owner" || role == "roles/editor"
}
