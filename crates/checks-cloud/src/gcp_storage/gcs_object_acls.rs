//! Google bucket lets single objects have access lists.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Switch;

/// Google bucket lets single objects have access lists.
pub struct GcsObjectAcls;

impl Check for GcsObjectAcls {
    const META: Meta = Meta::new(
        "cloud/gcs-object-acls",
        "Google bucket lets single objects have access lists",
        "cloud/public-resource-exposure",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["CIS-GCP-5.2"])
    .aliases(&[
        "1239f54b-33de-482a-8132-faebe288e6a6",
        "bb0db090-5509-4853-a827-75ced0b3caa0",
        "CKV_GCP_29",
        "GCP-0002",
    ]);
    const TYPES: &'static [&'static str] = &["google_storage_bucket"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let switch = Switch {
            path: "uniform_bucket_level_access",
            want: true,
            default: false,
            note: "one policy decides for all objects",
            safety: Some(Safety::Unsafe),
        };
        // The name of the same switch up to version 4 of the provider.
        let old = on.bool("bucket_policy_only", false);
        if on.at(switch.path).is_absent() && old.is(&true) {
            return Verdict::pass(old.span(), switch.note);
        }
        switch.judge(on, || format!("single objects of bucket `{}` can be made public", on.name))
    }
}
