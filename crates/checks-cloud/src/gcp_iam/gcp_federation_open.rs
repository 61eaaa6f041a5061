//! Google trusts every identity of a foreign provider.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

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
        let message = || format!("provider `{}` takes every identity of its issuer", on.name);
        let condition = on.at("attribute_condition");
        if condition.str().is_some_and(|text| text.trim() == "true") {
            return Verdict::fail(Failure::new(condition.span(), message()));
        }
        settings::present(on, "attribute_condition", "a condition picks the identities", message)
    }
}
