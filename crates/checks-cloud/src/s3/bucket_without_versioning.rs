//! Bucket keeps no earlier versions.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Node, Scene, Severity, Value, Verdict};

use crate::support::buckets;

/// Bucket keeps no earlier versions.
pub struct BucketWithoutVersioning;

impl Check for BucketWithoutVersioning {
    const META: Meta = Meta::new(
        "cloud/bucket-without-versioning",
        "Bucket keeps no earlier versions",
        "cloud/backup-and-recovery",
        Severity::Medium,
    )
    .frameworks(&["MITRE-T1485"])
    .aliases(&[
        "568a4d22-3517-44a6-a7ad-6a7eed88722c",
        "9232306a-f839-40aa-b3ef-b352001da9a5",
        "a227ec01-f97a-4084-91a4-47b350c1db54",
        "CKV_AWS_21",
        "AWS-0090",
        "AC_AWS_0214",
        "S3_BUCKET_VERSIONING_ENABLED",
    ]);
    const TYPES: &'static [&'static str] = &["aws_s3_bucket", "aws_s3_bucket_versioning"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        if &*on.kind != "aws_s3_bucket" {
            let judged = buckets::is_of_bucket(scene, on);
            return if judged { Verdict::NotApplicable } else { versions(on, &on.attrs) };
        }
        VERSIONING.judge(
            scene,
            on,
            |node, _| versions(on, node),
            || {
                format!(
                    "bucket `{}` keeps no earlier versions: an overwritten object is lost",
                    on.name
                )
            },
        )
    }
}

const VERSIONING: buckets::Part =
    buckets::Part { block: "versioning", kind: "aws_s3_bucket_versioning" };

/// `versioning { enabled = true }` of old, `versioning_configuration { status = "Enabled" }` of today.
fn versions(on: &Resource, node: &Node) -> Verdict {
    let message =
        || format!("bucket `{}` keeps no earlier versions: an overwritten object is lost", on.name);
    if node.at("versioning_configuration").is_absent() {
        let enabled = Value::bool(node.at("enabled"), false);
        return Verdict::on(
            &enabled,
            |e| *e,
            "versions are kept",
            || Failure::new(enabled.span(), message()),
        );
    }
    let status = Value::text(node.at("versioning_configuration.status"), "Disabled");
    Verdict::on(
        &status,
        |s| s.eq_ignore_ascii_case("enabled"),
        "versions are kept",
        || Failure::new(status.span(), message()),
    )
}
