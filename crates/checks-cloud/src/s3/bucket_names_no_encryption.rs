//! Bucket names no encryption of its own.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::buckets;

/// Bucket names no encryption of its own.
pub struct BucketNamesNoEncryption;

impl Check for BucketNamesNoEncryption {
    const META: Meta = Meta::new(
        "cloud/bucket-names-no-encryption",
        "Bucket names no encryption of its own",
        "cloud/volume-encryption-at-rest",
        Severity::Info,
    )
    .aliases(&[
        "b2e8752c-3497-4255-98d2-e4ae5b46bbf5",
        "CKV_AWS_19",
        "AWS-0088",
        "FG_R00099",
        "AC_AWS_0207",
        "S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED",
    ]);
    const TYPES: &'static [&'static str] = &["aws_s3_bucket"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        ENCRYPTION.judge(
            scene,
            on,
            |_, span| Verdict::pass(span, "the encryption of the bucket is named"),
            || format!("bucket `{}` names no encryption: the default of S3 holds", on.name),
        )
    }
}

const ENCRYPTION: buckets::Part = buckets::Part {
    block: "server_side_encryption_configuration",
    kind: "aws_s3_bucket_server_side_encryption_configuration",
};
