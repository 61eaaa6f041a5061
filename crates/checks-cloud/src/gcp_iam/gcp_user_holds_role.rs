//! Role of Google Cloud is granted to a single person.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::gcp_iam;

/// Role of Google Cloud is granted to a single person.
pub struct GcpUserHoldsRole;

impl Check for GcpUserHoldsRole {
    const META: Meta = Meta::new(
        "cloud/gcp-user-holds-role",
        "Role of Google Cloud is granted to a single person",
        "cloud/iam-least-privilege",
        Severity::Low,
    )
    .aliases(&["704fcc44-a58f-4af5-82e2-93f2a58ef918", "GCP-0003"]);
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        if !gcp_iam::is_grant(on, scene) {
            return Verdict::NotApplicable;
        }
        gcp_iam::judge(on, scene, "no single person is named", |role, who| {
            let role = role.unwrap_or("a role");
            gcp_iam::Answer::of(is_person(who), || format!("{role} is granted to {}", who.shown()))
        })
    }
}

/// Is it a person by address? `None` if not known.
fn is_person(who: gcp_iam::Who<'_>) -> Option<bool> {
    match who {
        gcp_iam::Who::Named(text) => Some(text.starts_with("user:")),
        gcp_iam::Who::Of(_) => Some(false),
        gcp_iam::Who::Open => None,
    }
}
