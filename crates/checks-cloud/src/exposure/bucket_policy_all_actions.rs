//! Bucket's policy allows every action.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::resource_policy;

/// Bucket's policy allows every action.
pub struct BucketPolicyAllActions;

impl Check for BucketPolicyAllActions {
    const META: Meta = Meta::new(
        "cloud/bucket-policy-all-actions",
        "Bucket's policy allows every action",
        "cloud/iam-least-privilege",
        Severity::Medium,
    )
    .aliases(&[
        "4ae8af91-5108-42cb-9471-3bdbe596eac9",
        "6a6d7e56-c913-4549-b5c5-5221e624d2ec",
        "a4966c4f-9141-48b8-a564-ffe9959945bc",
        "FG_R00210",
        "S3_BUCKET_POLICY_NO_WILDCARD_ACTION",
    ]);
    const TYPES: &'static [&'static str] = &["aws_s3_bucket_policy", "aws_s3_bucket"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        resource_policy::named_actions(on, "s3:*", "bucket")
    }
}
