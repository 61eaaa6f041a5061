//! Basic role is granted in Google Cloud.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Basic role is granted in Google Cloud.
pub struct GcpBasicRole;

impl Check for GcpBasicRole {
    const META: Meta = Meta::new(
        "cloud/gcp-basic-role",
        "Basic role is granted in Google Cloud",
        "cloud/iam-least-privilege",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-GCP-1.6", "CIS-GCP-1.7"]);
    const TYPES: &'static [&'static str] = &[
        "google_project_iam_member",
        "google_project_iam_binding",
        "google_folder_iam_member",
        "google_folder_iam_binding",
        "google_organization_iam_member",
        "google_organization_iam_binding",
    ];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let role = on.text("role", "");
        Verdict::on(
            &role,
            |r| r != "roles/owner" && r != "roles/editor",
            "a narrow role",
            || {
                let name = role.known().map_or("", String::as_str);
                Failure::new(
                    role.span(),
                    format!("`{}` grants {name}: nearly everything in the project", on.name),
                )
            },
        )
    }
}
