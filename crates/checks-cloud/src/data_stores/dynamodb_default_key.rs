//! Table is not encrypted with a key of its own.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::{aws_settings, own_key};

/// Table is not encrypted with a key of its own.
pub struct DynamodbDefaultKey;

impl Check for DynamodbDefaultKey {
    const META: Meta = Meta::new(
        "cloud/dynamodb-default-key",
        "Table is not encrypted with a key of its own",
        "cloud/key-management",
        Severity::Low,
    )
    .aliases(&[
        "4bd21e68-38c1-4d58-acdc-6a14b203237f",
        "b6a7e0ae-aed8-4a19-a993-a95760bf8836",
        "ce089fd4-1406-47bd-8aad-c259772bb294",
        "CKV_AWS_119",
        "AWS-0025",
        "FG_R00069",
        "AC_AWS_0457",
        "DYNAMODB_TABLE_ENCRYPTED_KMS",
    ]);
    const TYPES: &'static [&'static str] = &["aws_dynamodb_table"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let missing = || format!("table `{}` names no key of its own", on.name);
        let switched =
            aws_settings::required(on, "server_side_encryption.enabled", "uses KMS", missing);
        match switched {
            Verdict::Pass(_) => {
                own_key::judge(on, scene, "server_side_encryption.kms_key_arn", missing)
            }
            other => other,
        }
    }
}
