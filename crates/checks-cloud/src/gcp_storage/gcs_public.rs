//! Google bucket is open to everyone.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::gcp_iam;

/// Google bucket is open to everyone.
pub struct GcsPublic;

impl Check for GcsPublic {
    const META: Meta = Meta::new(
        "cloud/gcs-public",
        "Google bucket is open to everyone",
        "cloud/public-resource-exposure",
        Severity::High,
    )
    .frameworks(&["CIS-GCP-5.1"])
    .aliases(&[
        "086031e1-9d4a-4249-acb3-5bfe4c363db2",
        "63ae3638-a38c-4ff4-b616-6e1f72a31a6a",
        "77c1fa3f-83dc-4c9d-bfed-e1d0cc8fd9dc",
        "a6cd52a1-3056-4910-96a5-894de9f3f3b3",
        "c010082c-76e0-4b91-91d9-6e8439e455dd",
        "CKV_GCP_28",
        "GCP-0001",
    ]);
    const TYPES: &'static [&'static str] = &[
        "google_storage_bucket_iam_member",
        "google_storage_bucket_iam_binding",
        "google_storage_bucket_iam_policy",
        "google_storage_managed_folder_iam_member",
        "google_storage_managed_folder_iam_binding",
        "google_storage_managed_folder_iam_policy",
        "google_storage_bucket_acl",
        "google_storage_object_acl",
        "google_storage_default_object_acl",
        "google_storage_bucket_access_control",
        "google_storage_object_access_control",
        "google_storage_default_object_access_control",
    ];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let verdict = if gcp_iam::grants_roles(on) {
            gcp_iam::public(on, scene, "bucket")
        } else {
            access_list(on)
        };
        gcp_iam::with_target(verdict, on, scene, "bucket")
    }
}

/// Ready-made lists that let everyone in, or everyone with a Google account.
const PUBLIC: [&str; 3] = ["publicRead", "publicReadWrite", "authenticatedRead"];

/// Judges the older way: entries `ROLE:entity`, a ready-made list, or one entity.
fn access_list(on: &Resource) -> Verdict {
    let (mut failures, mut open) = (vec![], None);
    for at in ["predefined_acl", "role_entity", "entity"].map(|path| on.at(path)) {
        let items = if let At::Unknown(node) = at { std::slice::from_ref(node) } else { at.list() };
        for node in items {
            let text = node.as_str().unwrap_or("");
            let holder = text.rsplit(':').next().unwrap_or(text);
            if PUBLIC.contains(&text) || ["allUsers", "allAuthenticatedUsers"].contains(&holder) {
                let message = format!("`{}` opens the bucket with {text}", on.name);
                failures.push(Failure::new(node.span, message).key(text));
            } else if node.is_unknown() {
                open = Some((node.span, node.cause()));
            }
        }
    }
    match open {
        Some((span, cause)) if failures.is_empty() => Verdict::unknown(span, cause.to_owned()),
        _ => Verdict::of(failures, on.header, "names who may come in"),
    }
}
