//! A public policy of the bucket is honoured.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::buckets;

/// A public policy of the bucket is honoured.
pub struct BucketPublicPolicyHonoured;

impl Check for BucketPublicPolicyHonoured {
    const META: Meta = Meta::new(
        "cloud/bucket-public-policy-honoured",
        "A public policy of the bucket is honoured",
        "cloud/public-resource-exposure",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["CIS-AWS-3.1.4", "MITRE-T1530"])
    .aliases(&[
        "1ec253ab-c220-4d63-b2de-5b40e0af9293",
        "350cd468-0e2c-44ef-9d22-cfb73a62523c",
        "CKV_AWS_56",
        "AWS-0093",
    ]);
    const TYPES: &'static [&'static str] = buckets::BLOCKS;
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        buckets::blocks(
            on,
            "restrict_public_buckets",
            "a public policy reaches the own account only",
            || format!("`{}` honours a policy that makes the bucket public", on.name),
        )
    }
}
