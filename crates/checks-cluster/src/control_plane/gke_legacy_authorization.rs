//! GKE cluster uses legacy authorisation.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Edit, Failure, Meta, Safety, Scene, Severity, Verdict};

/// GKE cluster uses legacy authorisation.
pub struct GkeLegacyAuthorization;

impl Check for GkeLegacyAuthorization {
    const META: Meta = Meta::new(
        "cluster/gke-legacy-authorization",
        "GKE cluster uses legacy authorisation",
        "cluster/authorization-mode",
        Severity::High,
    )
    .gate()
    .aliases(&[
        "300a9964-b086-41f7-9378-b6de3ba1c32b",
        "5baa92d2-d8ee-4c75-88a4-52d9d8bb8067",
        "df58d46c-783b-43e0-bdd0-d99164f712ee",
        "CKV_GCP_7",
        "GCP-0062",
    ]);
    const TYPES: &'static [&'static str] = &["google_container_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let value = on.bool("enable_legacy_abac", false);
        Verdict::on(
            &value,
            |on| !on,
            "legacy authorisation is off",
            || {
                let message =
                    format!("GKE cluster `{}` gives rights by the legacy authoriser", on.name);
                let failure = Failure::new(value.span(), message);
                failure.fix(
                    "switch it off",
                    vec![Edit { at: value.span(), text: "false".into() }],
                    Safety::Unsafe,
                )
            },
        )
    }
}
