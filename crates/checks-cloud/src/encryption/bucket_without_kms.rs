//! Bucket is not encrypted with a key of KMS.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Bucket is not encrypted with a key of KMS.
pub struct BucketWithoutKms;

impl Check for BucketWithoutKms {
    const META: Meta = Meta::new(
        "cloud/bucket-without-kms",
        "Bucket is not encrypted with a key of KMS",
        "cloud/volume-encryption-at-rest",
        Severity::Info,
    )
    .frameworks(&["CIS-AWS-3.2.1"])
    .aliases(&[
        "b2e8752c-3497-4255-98d2-e4ae5b46bbf5",
        "CKV_AWS_19",
        "AWS-0088",
        "FG_R00099",
        "AC_AWS_0207",
        "S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED",
        "CKV_AWS_145",
        "AWS-0132",
        "S3_DEFAULT_ENCRYPTION_KMS",
    ]);
    const TYPES: &'static [&'static str] = &["aws_s3_bucket_server_side_encryption_configuration"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let algorithm =
            on.text("rule.apply_server_side_encryption_by_default.sse_algorithm", "AES256");
        Verdict::on(
            &algorithm,
            |a| a.starts_with("aws:kms"),
            "encrypted with a key of KMS",
            || {
                let message = format!(
                    "`{}` encrypts with keys of S3 itself: reading needs no right on a key",
                    on.name
                );
                Failure::new(algorithm.span(), message)
            },
        )
    }
}
