//! Bucket has no public access block.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Span, Verdict};

use crate::support::buckets;

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
        if let Some(block) = account.filter(|a| hole(a).is_none()).or(own) {
            return judge(on, block);
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

/// The first flag of those two that keep a bucket from becoming public which is known to be off.
fn hole(block: &Resource) -> Option<(&'static str, Span)> {
    ["block_public_acls", "block_public_policy"].into_iter().find_map(|flag| {
        let value = block.bool(flag, false);
        value.is(&false).then(|| (flag, value.span()))
    })
}

fn judge(on: &Resource, block: &Resource) -> Verdict {
    let Some((flag, at)) = hole(block) else {
        return Verdict::pass(block.header, "a public access block is declared");
    };
    let message = format!("the public access block of bucket `{}` leaves {flag} off", on.name);
    buckets::related(Verdict::fail(Failure::new(at, message)), on, at)
}
