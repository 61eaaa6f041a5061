//! Access list makes the bucket public.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::acl;

/// Access list makes the bucket public.
pub struct BucketPublicAcl;

impl Check for BucketPublicAcl {
    const META: Meta = Meta::new(
        "cloud/bucket-public-acl",
        "Access list makes the bucket public",
        "cloud/public-resource-exposure",
        Severity::High,
    )
    .frameworks(&["CIS-AWS-3.1.4", "MITRE-T1530"])
    .aliases(&[
        "07dda8de-d90d-469e-9b37-1aca53526ced",
        "219f4c95-aa50-44e0-97de-cf71f4641170",
        "38c5ee0d-7f22-4260-ab72-5073048df100",
        "CKV_AWS_20",
        "CKV_AWS_57",
        "AWS-0092",
        "FG_R00277",
        "S3_BUCKET_NO_PUBLIC_RW_ACL",
        "S3_BUCKET_PUBLIC_READ_ACL",
        "S3_BUCKET_PUBLIC_READ_PROHIBITED",
        "S3_BUCKET_PUBLIC_WRITE_PROHIBITED",
    ]);
    const TYPES: &'static [&'static str] = acl::TYPES;
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        EVERYONE.judge(on, scene)
    }
}

const EVERYONE: acl::Group = acl::Group {
    canned: &["public-read", "public-read-write", "website"],
    name: "AllUsers",
    who: "everyone",
};
