//! Google service account is lent to a whole cluster.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::gcp_iam::{self, Answer, Who};

/// Google service account is lent to a whole cluster.
pub struct GkeIdentityShared;

impl Check for GkeIdentityShared {
    const META: Meta = Meta::new(
        "cloud/gke-identity-shared",
        "Google service account is lent to a whole cluster",
        "cloud/workload-identity",
        Severity::Medium,
    )
    .frameworks(&["CIS-GKE-5.2.2"]);
    const TYPES: &'static [&'static str] = &[
        "google_service_account_iam_member",
        "google_service_account_iam_binding",
        "google_service_account_iam_policy",
    ];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        gcp_iam::judge(on, scene, "lent to one ServiceAccount", |role, who| {
            let lends = role.map(|r| r == "roles/iam.workloadIdentityUser");
            let shared = match who {
                Who::Named(text) => Some(is_shared(text)),
                Who::Of(_) => Some(false),
                Who::Open => None,
            };
            let question = match (lends, shared) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (Some(true), Some(true)) => Some(true),
                _ => None,
            };
            Answer::of(question, || format!("`{}` is lent to all of {}", on.name, who.shown()))
        })
    }
}

/// Does a member stand for a whole pool, a whole cluster or a whole namespace?
fn is_shared(member: &str) -> bool {
    let pool = member.starts_with("principalSet:");
    let one = ["/attribute.", "/group/"].iter().any(|part| member.contains(part));
    member.starts_with("all") || pool && (!one || member.ends_with("/*"))
}
