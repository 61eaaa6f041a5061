//! Google bucket can be made public.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::{settings::Choice, settings::Switch};

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
    .frameworks(&["CIS-GCP-5.1", "CIS-GCP-5.2"])
    .aliases(&[
        "CKV_GCP_114",
        "1239f54b-33de-482a-8132-faebe288e6a6",
        "bb0db090-5509-4853-a827-75ced0b3caa0",
        "CKV_GCP_29",
        "GCP-0002",
    ]);
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
        let uniform = Switch {
            path: "uniform_bucket_level_access",
            want: true,
            default: false,
            note: "one policy decides",
            safety: Some(Safety::Unsafe),
        };
        let prevented = mode.judge(on, |_| format!("bucket `{}` can be made public", on.name));
        prevented.and(
            uniform
                .judge(on, || format!("single objects of bucket `{}` can be made public", on.name)),
        )
    }
}
