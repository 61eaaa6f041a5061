//! Google trusts every identity of a foreign provider.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::settings;

/// Google trusts every identity of a foreign provider.
pub struct GcpFederationOpen;

impl Check for GcpFederationOpen {
    const META: Meta = Meta::new(
        "cloud/gcp-federation-open",
        "Google trusts every identity of a foreign provider",
        "cloud/no-static-credentials",
        Severity::High,
    )
    .aliases(&["CKV_GCP_118", "GCP-0068"]);
    const TYPES: &'static [&'static str] = &["google_iam_workload_identity_pool_provider"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        settings::present(on, "attribute_condition", "a condition picks the identities", || {
            format!("provider `{}` takes every identity of its issuer", on.name)
        })
    }
}
