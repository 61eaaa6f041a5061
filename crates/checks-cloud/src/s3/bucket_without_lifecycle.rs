//! Bucket keeps everything for ever.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::buckets;

/// Bucket keeps everything for ever.
pub struct BucketWithoutLifecycle;

impl Check for BucketWithoutLifecycle {
    const META: Meta = Meta::new(
        "cloud/bucket-without-lifecycle",
        "Bucket keeps everything for ever",
        "cloud/backup-and-recovery",
        Severity::Info,
    )
    .aliases(&["CKV2_AWS_61"]);
    const TYPES: &'static [&'static str] = &["aws_s3_bucket"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        if !on.at("lifecycle_rule").list().is_empty() {
            return Verdict::pass(on.at("lifecycle_rule").span(), "a lifecycle rule is set");
        }
        LIFECYCLE.judge(
            scene,
            on,
            |_, span| Verdict::pass(span, "a lifecycle rule is set"),
            || {
                format!(
                    "bucket `{}` has no lifecycle rule: data and old versions stay for ever",
                    on.name
                )
            },
        )
    }
}

const LIFECYCLE: buckets::Part =
    buckets::Part { block: "lifecycle_rule", kind: "aws_s3_bucket_lifecycle_configuration" };
