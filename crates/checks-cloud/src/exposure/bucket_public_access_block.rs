//! Bucket does not block public access.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Switch;

/// Bucket does not block public access.
pub struct BucketPublicAccessBlock;

impl Check for BucketPublicAccessBlock {
    const META: Meta = Meta::new(
        "cloud/bucket-public-access-block",
        "Bucket does not block public access",
        "cloud/public-resource-exposure",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-AWS-3.1.4", "MITRE-T1530"])
    .aliases(&[
        "48f100d9-f499-4c6d-b2b8-deafe47ffb26",
        "d0cc8694-fcad-43ff-ac86-32331d7e867f",
        "CKV_AWS_53",
        "AWS-0086",
        "1a4bc881-9f69-4d44-8c9a-d37d08f54c50",
        "860ba89b-b8de-4e72-af54-d6aee4138a69",
        "CKV_AWS_54",
        "AWS-0087",
        "4fa66806-0dd9-4f8d-9480-3174d39c7c91",
        "6c8d51af-218d-4bfb-94a9-94eabaa0703a",
        "CKV_AWS_55",
        "AWS-0091",
        "1ec253ab-c220-4d63-b2de-5b40e0af9293",
        "350cd468-0e2c-44ef-9d22-cfb73a62523c",
        "CKV_AWS_56",
        "AWS-0093",
    ]);
    const TYPES: &'static [&'static str] =
        &["aws_s3_bucket_public_access_block", "aws_s3_account_public_access_block"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let mut result = Verdict::NotApplicable;
        for path in FLAGS {
            let switch = Switch {
                path,
                want: true,
                default: false,
                note: "public access is blocked",
                safety: Some(Safety::Unsafe),
            };
            let verdict = switch.judge(on, || format!("`{}` leaves {path} off", on.name));
            result = result.and(match verdict {
                Verdict::Fail(failures) => {
                    Verdict::Fail(failures.into_iter().map(|f| f.key(path)).collect())
                }
                other => other,
            });
        }
        result
    }
}

const FLAGS: [&str; 4] =
    ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"];
