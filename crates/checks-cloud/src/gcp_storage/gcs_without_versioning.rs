//! Google bucket keeps no earlier versions.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Switch;

/// Google bucket keeps no earlier versions.
pub struct GcsWithoutVersioning;

impl Check for GcsWithoutVersioning {
    const META: Meta = Meta::new(
        "cloud/gcs-without-versioning",
        "Google bucket keeps no earlier versions",
        "cloud/backup-and-recovery",
        Severity::Low,
    )
    .aliases(&[
        "7814ddda-e758-4a56-8be3-289a81ded929",
        "ad0875c1-0b39-4890-9149-173158ba3bba",
        "e7e961ac-d17e-4413-84bc-8a1fbe242944",
        "CKV_GCP_78",
        "GCP-0078",
    ]);
    const TYPES: &'static [&'static str] = &["google_storage_bucket"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let switch = Switch {
            path: "versioning.enabled",
            want: true,
            default: false,
            note: "earlier versions are kept",
            safety: Some(Safety::Safe),
        };
        switch.judge(on, || format!("an overwritten object of bucket `{}` is gone", on.name))
    }
}
