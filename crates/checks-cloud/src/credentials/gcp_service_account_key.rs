//! Permanent key of a Google service account is made.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Permanent key of a Google service account is made.
pub struct GcpServiceAccountKey;

impl Check for GcpServiceAccountKey {
    const META: Meta = Meta::new(
        "cloud/gcp-service-account-key",
        "Permanent key of a Google service account is made",
        "cloud/no-static-credentials",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-GCP-1.5"]);
    const TYPES: &'static [&'static str] = &["google_service_account_key"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        Verdict::fail(Failure::new(
            on.header,
            format!("`{}` is a permanent key and stands in the state file", on.name),
        ))
    }
}
