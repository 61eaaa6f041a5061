//! No trail records who changes objects of the bucket.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::trails;

/// No trail records who changes objects of the bucket.
pub struct BucketWritesUnrecorded;

impl Check for BucketWritesUnrecorded {
    const META: Meta = Meta::new(
        "cloud/bucket-writes-unrecorded",
        "No trail records who changes objects of the bucket",
        "cloud/audit-logging",
        Severity::Info,
    )
    .frameworks(&["CIS-AWS-4.8"])
    .aliases(&["AWS-0171", "FG_R00354"]);
    const TYPES: &'static [&'static str] = &["aws_s3_bucket"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        trails::objects(on, scene, trails::Access::Write, || {
            format!("no trail records who writes and deletes objects of bucket `{}`", on.name)
        })
    }
}
