//! Google resource is open to everyone.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::members;

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
        members::named(on, "resource")
    }
}
