//! Google bucket can be made public.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Choice;

/// Google bucket can be made public.
pub struct GcsPublicAccessAllowed;

impl Check for GcsPublicAccessAllowed {
    const META: Meta = Meta::new(
        "cloud/gcs-public-access-allowed",
        "Google bucket can be made public",
        "cloud/public-resource-exposure",
        Severity::Medium,
    )
    .gate()
    .aliases(&["CKV_GCP_114"]);
    const TYPES: &'static [&'static str] = &["google_storage_bucket"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let mode = Choice {
            path: "public_access_prevention",
            good: &["enforced"],
            default: "inherited",
            note: "nobody can make the bucket public",
            safety: Some(Safety::Unsafe),
        };
        mode.judge(on, |_| format!("bucket `{}` can be made public", on.name))
    }
}
