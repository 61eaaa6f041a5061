//! GKE cluster uses legacy authorization.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Switch;

/// GKE cluster uses legacy authorization.
pub struct GkeLegacyAbac;

impl Check for GkeLegacyAbac {
    const META: Meta = Meta::new(
        "cloud/gke-legacy-abac",
        "GKE cluster uses legacy authorization",
        "cloud/cluster-admin-access",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-GKE-5.8.3"])
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
        let switch = Switch {
            path: "enable_legacy_abac",
            want: false,
            default: false,
            note: "RBAC decides",
            safety: Some(Safety::Unsafe),
        };
        switch.judge(on, || {
            format!(
                "cluster `{}` gives every service account wide rights through legacy authorization",
                on.name
            )
        })
    }
}
