//! Access lists may make the bucket public.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::buckets;

/// Access lists may make the bucket public.
pub struct BucketAcceptsPublicAcls;

impl Check for BucketAcceptsPublicAcls {
    const META: Meta = Meta::new(
        "cloud/bucket-accepts-public-acls",
        "Access lists may make the bucket public",
        "cloud/public-resource-exposure",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["CIS-AWS-3.1.4", "MITRE-T1530"])
    .aliases(&[
        "48f100d9-f499-4c6d-b2b8-deafe47ffb26",
        "d0cc8694-fcad-43ff-ac86-32331d7e867f",
        "CKV_AWS_53",
        "AWS-0086",
    ]);
    const TYPES: &'static [&'static str] = buckets::BLOCKS;
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        buckets::blocks(
            on,
            "block_public_acls",
            "access lists that make it public are refused",
            || format!("`{}` lets new access lists make buckets or objects public", on.name),
        )
    }
}
