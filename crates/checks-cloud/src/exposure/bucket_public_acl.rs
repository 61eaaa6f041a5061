//! Access list makes the bucket public.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

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
        "57b9893d-33b1-4419-bcea-a717ea87e139",
        "75480b31-f349-4b9a-861f-bce19588e674",
        "835d5497-a526-4aea-a23f-98a9afd1635f",
        "CKV2_AWS_43",
        "AC_AWS_0215",
    ]);
    const TYPES: &'static [&'static str] = &["aws_s3_bucket", "aws_s3_bucket_acl", "aws_s3_object"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        if on.at("acl").is_absent() {
            return Verdict::NotApplicable;
        }
        let acl = on.text("acl", "private");
        let public = ["public-read", "public-read-write", "authenticated-read", "website"];
        Verdict::on(
            &acl,
            |a| !public.contains(&a.as_str()),
            "the access list is not public",
            || {
                let text = acl.known().map_or("", String::as_str);
                Failure::new(
                    acl.span(),
                    format!("`{}` is open to strangers through the access list {text}", on.name),
                )
            },
        )
    }
}
