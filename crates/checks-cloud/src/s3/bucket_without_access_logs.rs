//! Bucket keeps no access log.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::buckets;

/// Bucket keeps no access log.
pub struct BucketWithoutAccessLogs;

impl Check for BucketWithoutAccessLogs {
    const META: Meta = Meta::new(
        "cloud/bucket-without-access-logs",
        "Bucket keeps no access log",
        "cloud/audit-logging",
        Severity::Low,
    )
    .aliases(&[
        "4552b71f-0a2a-4bc4-92dd-ed7ec1b4674c",
        "c3b9f7b0-f5a0-49ec-9cbc-f1e346b7274d",
        "f861041c-8c9f-4156-acfc-5e6e524f5884",
        "CKV_AWS_18",
        "AWS-0089",
        "FG_R00274",
        "AC_AWS_0497",
        "S3_BUCKET_LOGGING_ENABLED",
    ]);
    const TYPES: &'static [&'static str] = &["aws_s3_bucket"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        if buckets::is_log_target(scene, on) || buckets::holds_trail(scene, on) {
            return Verdict::NotApplicable;
        }
        LOGGING.judge(
            scene,
            on,
            |_, span| Verdict::pass(span, "requests are logged"),
            || format!("requests to bucket `{}` leave no access log", on.name),
        )
    }
}

const LOGGING: buckets::Part = buckets::Part { block: "logging", kind: "aws_s3_bucket_logging" };
