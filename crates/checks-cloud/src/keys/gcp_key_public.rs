//! Google key is open to everyone.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::gcp_iam;

/// Google key is open to everyone.
pub struct GcpKeyPublic;

impl Check for GcpKeyPublic {
    const META: Meta = Meta::new(
        "cloud/gcp-key-public",
        "Google key is open to everyone",
        "cloud/key-management",
        Severity::High,
    )
    .aliases(&["16cc87d1-dd47-4f46-b3ce-4dfcac8fd2f5", "CKV2_GCP_6"]);
    const TYPES: &'static [&'static str] = &[
        "google_kms_crypto_key_iam_member",
        "google_kms_crypto_key_iam_binding",
        "google_kms_crypto_key_iam_policy",
        "google_kms_key_ring_iam_member",
        "google_kms_key_ring_iam_binding",
        "google_kms_key_ring_iam_policy",
    ];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let verdict = gcp_iam::public(on, scene, "key");
        gcp_iam::with_target(verdict, on, scene, "crypto_key_id")
    }
}
