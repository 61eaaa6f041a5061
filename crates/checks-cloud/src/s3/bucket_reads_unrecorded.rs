//! No trail records who reads objects of the bucket.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::trails;

/// No trail records who reads objects of the bucket.
pub struct BucketReadsUnrecorded;

impl Check for BucketReadsUnrecorded {
    const META: Meta = Meta::new(
        "cloud/bucket-reads-unrecorded",
        "No trail records who reads objects of the bucket",
        "cloud/audit-logging",
        Severity::Info,
    )
    .frameworks(&["CIS-AWS-4.9"])
    .aliases(&["AWS-0172", "FG_R00355"]);
    const TYPES: &'static [&'static str] = &["aws_s3_bucket"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        trails::objects(on, scene, trails::Access::Read, || {
            format!("no trail records who reads objects of bucket `{}`", on.name)
        })
    }
}
