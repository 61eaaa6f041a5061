//! Bucket is not replicated.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Node, Scene, Severity, Span, Value, Verdict};

use crate::support::aws_settings;
use crate::support::buckets;

/// Bucket is not replicated.
pub struct BucketWithoutReplication;

impl Check for BucketWithoutReplication {
    const META: Meta = Meta::new(
        "cloud/bucket-without-replication",
        "Bucket is not replicated",
        "cloud/backup-and-recovery",
        Severity::Info,
    )
    .aliases(&["CKV_AWS_144", "FG_R00275", "S3_BUCKET_REPLICATION_ENABLED"]);
    const TYPES: &'static [&'static str] = &["aws_s3_bucket"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        if is_copy(on, scene) {
            return Verdict::NotApplicable;
        }
        REPLICATION.judge(scene, on, |node, span| enabled(on, node, span), || message(on))
    }
}

const REPLICATION: buckets::Part = buckets::Part {
    block: "replication_configuration",
    kind: "aws_s3_bucket_replication_configuration",
};

fn message(on: &Resource) -> String {
    format!("objects of bucket `{}` are copied to no other bucket", on.name)
}

/// Is the bucket where another one copies its objects to?
fn is_copy(on: &Resource, scene: &Scene<'_>) -> bool {
    ["aws_s3_bucket_replication_configuration", "aws_s3_bucket"].iter().any(|kind| {
        aws_settings::in_same_root(scene, on, kind).any(|r| {
            ["rule.destination", "replication_configuration"].iter().any(|path| {
                r.address != on.address
                    && scene.facts.targets(r, path).any(|t| t.address == on.address)
            })
        })
    })
}

/// A rule counts where its status is `Enabled`.
fn enabled(on: &Resource, node: &Node, span: Span) -> Verdict {
    let rules: Vec<&Node> =
        ["rule", "rules"].iter().flat_map(|name| node.at(name).list()).collect();
    let status = |r: &&Node| Value::text(r.at("status"), "");
    if let Some(rule) = rules.iter().find(|r| status(r).known().is_some_and(|s| s == "Enabled")) {
        return Verdict::pass(rule.span, "objects are copied to another bucket");
    }
    let is_open = |r: &&Node| !status(r).is_set();
    if rules.is_empty() || rules.iter().any(is_open) {
        return Verdict::unknown(span, "the rules of the replication are not known");
    }
    let at = rules.first().map_or(span, |r| status(r).span());
    Verdict::fail(Failure::new(at, message(on)))
}
