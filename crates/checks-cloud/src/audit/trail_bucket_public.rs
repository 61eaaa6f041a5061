//! Bucket of the trail is public.

use ringfort_check::facts::cloud::iam::Policy;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Span, Verdict};

use crate::support::identity::{self, Judged};
use crate::support::{acl, buckets};

/// Bucket of the trail is public.
pub struct TrailBucketPublic;

impl Check for TrailBucketPublic {
    const META: Meta = Meta::new(
        "cloud/trail-bucket-public",
        "Bucket of the trail is public",
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
        let own = scene.facts.attached(bucket, BLOCK, "bucket", NAMES);
        let account = scene.facts.resources("aws_s3_account_public_access_block");
        if let Some(block) = own.chain(account).find(|b| blocked(b)) {
            return Verdict::pass(block.header, "public access to the bucket is blocked");
        }
        let Some((how, at)) = opened(bucket, scene) else {
            return closed(bucket, scene);
        };
        let message = format!("bucket `{}` holds the trail and is public: {how}", bucket.name);
        Verdict::fail(Failure::new(on.at("s3_bucket_name").span(), message).related_to(
            at,
            "what opens it",
            bucket.address.clone(),
        ))
    }
}

const BLOCK: &str = "aws_s3_bucket_public_access_block";

/// The attributes by which others name a bucket.
const NAMES: &[&str] = &["bucket", "id"];

/// What makes the bucket public, and where that stands: its access list, or a statement of its policy.
fn opened(bucket: &Resource, scene: &Scene<'_>) -> Option<(&'static str, Span)> {
    let facts = scene.facts;
    let lists =
        std::iter::once(bucket).chain(facts.attached(bucket, "aws_s3_bucket_acl", "bucket", NAMES));
    let mut open = lists.filter_map(|r| match acl::STRANGERS.judge(r, scene) {
        Verdict::Fail(failures) => failures.first().map(|f| f.at),
        _ => None,
    });
    if let Some(at) = open.next() {
        return Some(("its access list admits strangers", at));
    }
    let policies = std::iter::once(bucket).chain(facts.attached(
        bucket,
        "aws_s3_bucket_policy",
        "bucket",
        NAMES,
    ));
    policies.filter_map(|r| Policy::read(r.at("policy"))).find_map(|p| {
        let mut bad = p.statements.iter().filter_map(|s| match identity::strangers(s, "it") {
            Judged::Bad(failure) => Some(failure.at),
            _ => None,
        });
        bad.next().map(|at| ("its policy admits strangers", at))
    })
}

/// Nothing known opens the bucket; an access list or a policy that is not known might.
fn closed(bucket: &Resource, scene: &Scene<'_>) -> Verdict {
    let facts = scene.facts;
    let unclear = |r: &&Resource| r.at("acl").is_unknown() || r.at("policy").is_unknown();
    let lists = facts.attached(bucket, "aws_s3_bucket_acl", "bucket", NAMES);
    let policies = facts.attached(bucket, "aws_s3_bucket_policy", "bucket", NAMES);
    let mut all = std::iter::once(bucket).chain(lists).chain(policies);
    match all.find(unclear) {
        Some(open) => Verdict::unknown(open.header, "who may read the bucket is not known"),
        None => Verdict::default(bucket.header, "S3 keeps a bucket closed that nothing opens"),
    }
}

const FLAGS: [&str; 4] =
    ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"];
