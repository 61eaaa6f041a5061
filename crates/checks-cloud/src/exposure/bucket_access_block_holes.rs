//! Public access block of a bucket has holes.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Span, Verdict};

use crate::support::buckets;

/// Public access block of a bucket has holes.
pub struct BucketAccessBlockHoles;

impl Check for BucketAccessBlockHoles {
    const META: Meta = Meta::new(
        "cloud/bucket-access-block-holes",
        "Public access block of a bucket has holes",
        "cloud/public-resource-exposure",
        Severity::Medium,
    )
    .frameworks(&["MITRE-T1530"])
    .aliases(&["CKV2_AWS_6", "S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED"]);
    const TYPES: &'static [&'static str] = &["aws_s3_bucket"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let own = scene
            .facts
            .attached(on, "aws_s3_bucket_public_access_block", "bucket", &["bucket", "id"])
            .next();
        let account =
            scene.facts.resources("aws_s3_account_public_access_block").find(|a| a.root == on.root);
        match account.filter(|a| hole(a).is_none()).or(own).or(account) {
            Some(block) => judge(on, block),
            None => Verdict::NotApplicable,
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
        return Verdict::pass(
            block.header,
            "neither access lists nor policies can open the bucket",
        );
    };
    let message = format!("the public access block of bucket `{}` leaves {flag} off", on.name);
    buckets::related(Verdict::fail(Failure::new(at, message)), on, at)
}
