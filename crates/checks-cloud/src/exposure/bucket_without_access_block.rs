//! Bucket has no public access block.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Bucket has no public access block.
pub struct BucketWithoutAccessBlock;

impl Check for BucketWithoutAccessBlock {
    const META: Meta = Meta::new(
        "cloud/bucket-without-access-block",
        "Bucket has no public access block",
        "cloud/public-resource-exposure",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["CIS-AWS-3.1.4", "MITRE-T1530"])
    .aliases(&[
        "CKV2_AWS_6",
        "AWS-0094",
        "FG_R00229",
        "S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED",
    ]);
    const TYPES: &'static [&'static str] = &["aws_s3_bucket"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let own = scene
            .facts
            .attached(on, "aws_s3_bucket_public_access_block", "bucket", &["bucket", "id"])
            .next();
        let account =
            scene.facts.resources("aws_s3_account_public_access_block").find(|a| a.root == on.root);
        if let Some(block) = own.or(account) {
            return Verdict::pass(block.header, "a public access block is declared");
        }
        let open = scene.facts.resources("aws_s3_bucket_public_access_block").find(|b| {
            b.root == on.root && b.at("bucket").is_unknown() && b.refs_of("bucket").next().is_none()
        });
        match open {
            Some(block) => {
                Verdict::unknown(block.header, "the bucket of a public access block is not known")
            }
            None => Verdict::fail(Failure::new(
                on.header,
                format!(
                    "bucket `{}` has no public access block: only the defaults of S3 keep it closed",
                    on.name
                ),
            )),
        }
    }
}
