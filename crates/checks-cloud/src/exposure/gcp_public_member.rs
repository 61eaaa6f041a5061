//! Google resource is open to everyone.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Google resource is open to everyone.
pub struct GcpPublicMember;

impl Check for GcpPublicMember {
    const META: Meta = Meta::new(
        "cloud/gcp-public-member",
        "Google resource is open to everyone",
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
        "16cc87d1-dd47-4f46-b3ce-4dfcac8fd2f5",
        "CKV2_GCP_6",
    ]);
    const TYPES: &'static [&'static str] = &[
        "google_storage_bucket_iam_member",
        "google_storage_bucket_iam_binding",
        "google_project_iam_member",
        "google_project_iam_binding",
        "google_kms_crypto_key_iam_member",
        "google_kms_crypto_key_iam_binding",
        "google_secret_manager_secret_iam_member",
        "google_pubsub_topic_iam_member",
        "google_bigquery_dataset_iam_member",
    ];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let members = on.at("members").list().iter().chain(on.at("member").list());
        let everyone = members.filter(|n| n.as_str().is_some_and(is_everyone));
        let failures: Vec<Failure> = everyone
            .map(|n| {
                Failure::new(
                    n.span,
                    format!("the resource is open to {}", n.as_str().unwrap_or("")),
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
