//! A policy may make the bucket public.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::buckets;

/// A policy may make the bucket public.
pub struct BucketAcceptsPublicPolicy;

impl Check for BucketAcceptsPublicPolicy {
    const META: Meta = Meta::new(
        "cloud/bucket-accepts-public-policy",
        "A policy may make the bucket public",
        "cloud/public-resource-exposure",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["CIS-AWS-3.1.4", "MITRE-T1530"])
    .aliases(&[
        "1a4bc881-9f69-4d44-8c9a-d37d08f54c50",
        "860ba89b-b8de-4e72-af54-d6aee4138a69",
        "CKV_AWS_54",
        "AWS-0087",
    ]);
    const TYPES: &'static [&'static str] = buckets::BLOCKS;
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        buckets::blocks(
            on,
            "block_public_policy",
            "policies that make it public are refused",
            || format!("`{}` lets a new policy make the bucket public", on.name),
        )
    }
}
