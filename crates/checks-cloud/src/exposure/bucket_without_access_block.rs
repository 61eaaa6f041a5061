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
    // The last four ask for one flag each, which nothing here sets.
    .aliases(&[
        "CKV2_AWS_6",
        "AWS-0094",
        "FG_R00229",
        "S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED",
        "AWS-0086",
        "AWS-0087",
        "AWS-0091",
        "AWS-0093",
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
        if let Some(block) = account.or(own) {
            return Verdict::pass(block.header, "a public access block is declared");
        }
        let mut blocks = scene.facts.resources("aws_s3_bucket_public_access_block");
        let open = blocks.find(|b| b.root == on.root && names_nothing(b, scene));
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

/// Is the bucket of `block` not known: an open value, or a resource that is declared nowhere?
fn names_nothing(block: &Resource, scene: &Scene<'_>) -> bool {
    let path = "bucket";
    block.at(path).is_unknown() && scene.facts.targets(block, path).next().is_none()
}
