//! Bucket is not encrypted with a key of KMS.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Node, Scene, Severity, Value, Verdict};

use crate::support::buckets;

/// Bucket is not encrypted with a key of KMS.
pub struct BucketWithoutKms;

impl Check for BucketWithoutKms {
    const META: Meta = Meta::new(
        "cloud/bucket-without-kms",
        "Bucket is not encrypted with a key of KMS",
        "cloud/volume-encryption-at-rest",
        Severity::Info,
    )
    .aliases(&["CKV_AWS_145", "AWS-0132", "S3_DEFAULT_ENCRYPTION_KMS"]);
    const TYPES: &'static [&'static str] =
        &["aws_s3_bucket", "aws_s3_bucket_server_side_encryption_configuration"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        if &*on.kind != "aws_s3_bucket" {
            let judged = buckets::is_of_bucket(scene, on);
            return if judged { Verdict::NotApplicable } else { key(on, &on.attrs) };
        }
        ENCRYPTION.judge(scene, on, |node, _| key(on, node), || message(on))
    }
}

const ENCRYPTION: buckets::Part = buckets::Part {
    block: "server_side_encryption_configuration",
    kind: "aws_s3_bucket_server_side_encryption_configuration",
};

fn message(on: &Resource) -> String {
    format!("`{}` is encrypted with keys of S3 itself: reading needs no right on a key", on.name)
}

fn key(on: &Resource, node: &Node) -> Verdict {
    let path = "rule.apply_server_side_encryption_by_default.sse_algorithm";
    let algorithm = Value::text(node.at(path), "AES256");
    Verdict::on(
        &algorithm,
        |a| a.starts_with("aws:kms"),
        "encrypted with a key of KMS",
        || Failure::new(algorithm.span(), message(on)),
    )
}
