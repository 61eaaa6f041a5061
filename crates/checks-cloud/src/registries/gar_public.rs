//! Google registry serves everyone.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Google registry serves everyone.
pub struct GarPublic;

impl Check for GarPublic {
    const META: Meta = Meta::new(
        "cloud/gar-public",
        "Google registry serves everyone",
        "cloud/registry-access-control",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-GKE-5.1.2"]);
    const TYPES: &'static [&'static str] = &[
        "google_artifact_registry_repository_iam_member",
        "google_artifact_registry_repository_iam_binding",
    ];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let members = on.at("members").list().iter().chain(on.at("member").list());
        let everyone = members.filter(|n| n.as_str().is_some_and(is_everyone));
        let failures: Vec<Failure> = everyone
            .map(|n| {
                Failure::new(
                    n.span,
                    format!("the repository is open to {}", n.as_str().unwrap_or("")),
                )
                .key(n.as_str().unwrap_or(""))
            })
            .collect();
        if failures.is_empty() && (on.at("members").is_unknown() || on.at("member").is_unknown()) {
            return Verdict::unknown(on.header, "the members are not known");
        }
        Verdict::of(failures, on.header, "names its members")
    }
}

/// Everyone, and everyone with any Google account.
fn is_everyone(text: &str) -> bool {
    text == "allUsers" || text == "allAuthenticatedUsers"
}
