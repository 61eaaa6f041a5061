//! Objects of the bucket can be deleted at any time.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Value, Verdict};

use crate::support::buckets;

/// Objects of the bucket can be deleted at any time.
pub struct BucketWithoutObjectLock;

impl Check for BucketWithoutObjectLock {
    const META: Meta = Meta::new(
        "cloud/bucket-without-object-lock",
        "Objects of the bucket can be deleted at any time",
        "cloud/backup-and-recovery",
        Severity::Info,
    )
    .aliases(&["CKV_AWS_143", "S3_BUCKET_DEFAULT_LOCK_ENABLE"]);
    const TYPES: &'static [&'static str] = &["aws_s3_bucket"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        if on.bool("object_lock_enabled", false).is(&true) {
            return Verdict::pass(on.at("object_lock_enabled").span(), "object lock is on");
        }
        LOCK.judge(
            scene,
            on,
            |node, span| {
                let value = Value::text(node.at("object_lock_enabled"), "Enabled");
                Verdict::on(
                    &value,
                    |v| v == "Enabled",
                    "object lock is on",
                    || Failure::new(value.span(), message(on)),
                )
                .and(Verdict::pass(span, "object lock is on"))
            },
            || message(on),
        )
    }
}

const LOCK: buckets::Part = buckets::Part {
    block: "object_lock_configuration",
    kind: "aws_s3_bucket_object_lock_configuration",
};

fn message(on: &Resource) -> String {
    format!("bucket `{}` has no object lock: whoever may write may delete for good", on.name)
}
