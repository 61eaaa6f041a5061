//! Public access lists of the bucket are honoured.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::buckets;

/// Public access lists of the bucket are honoured.
pub struct BucketHonoursPublicAcls;

impl Check for BucketHonoursPublicAcls {
    const META: Meta = Meta::new(
        "cloud/bucket-honours-public-acls",
        "Public access lists of the bucket are honoured",
        "cloud/public-resource-exposure",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["CIS-AWS-3.1.4", "MITRE-T1530"])
    .aliases(&[
        "4fa66806-0dd9-4f8d-9480-3174d39c7c91",
        "6c8d51af-218d-4bfb-94a9-94eabaa0703a",
        "CKV_AWS_55",
        "AWS-0091",
    ]);
    const TYPES: &'static [&'static str] = buckets::BLOCKS;
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        buckets::blocks(
            on,
            "ignore_public_acls",
            "access lists that make it public are ignored",
            || format!("`{}` honours access lists that make buckets or objects public", on.name),
        )
    }
}
