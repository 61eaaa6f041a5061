//! Bucket of the trail may become public.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::buckets;

/// Bucket of the trail may become public.
pub struct TrailBucketPublic;

impl Check for TrailBucketPublic {
    const META: Meta = Meta::new(
        "cloud/trail-bucket-public",
        "Bucket of the trail may become public",
        "cloud/audit-logging",
        Severity::High,
    )
    .frameworks(&["CIS-AWS-3.1.4"])
    .aliases(&["bd0088a5-c133-4b20-b129-ec9968b16ef3", "AWS-0161", "FG_R00028"]);
    const TYPES: &'static [&'static str] = &["aws_cloudtrail"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let Some(bucket) = buckets::of_trail(scene, on) else {
            return Verdict::unknown(
                on.at("s3_bucket_name").span(),
                "the bucket of the trail is not in the files",
            );
        };
        let blocked = |r: &Resource| FLAGS.iter().all(|f| r.bool(f, false).is(&true));
        let own = scene.facts.attached(
            bucket,
            "aws_s3_bucket_public_access_block",
            "bucket",
            &["bucket", "id"],
        );
        let account = scene.facts.resources("aws_s3_account_public_access_block");
        if let Some(block) = own.chain(account).find(|b| blocked(b)) {
            return Verdict::pass(block.header, "public access to the bucket is blocked");
        }
        let message =
            format!("bucket `{}` holds the trail and does not block public access", bucket.name);
        Verdict::fail(Failure::new(on.at("s3_bucket_name").span(), message).related_to(
            bucket.header,
            "the bucket",
            bucket.address.clone(),
        ))
    }
}

const FLAGS: [&str; 4] =
    ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"];
