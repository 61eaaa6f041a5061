//! Table cannot be restored to a point in time.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::aws_settings;

/// Table cannot be restored to a point in time.
pub struct DynamodbWithoutRecovery;

impl Check for DynamodbWithoutRecovery {
    const META: Meta = Meta::new(
        "cloud/dynamodb-without-recovery",
        "Table cannot be restored to a point in time",
        "cloud/backup-and-recovery",
        Severity::Medium,
    )
    .frameworks(&["MITRE-T1485"])
    .aliases(&[
        "0f04217d-488f-4e7a-bec8-f16159686cd6",
        "327b0729-4c5c-4c44-8b5c-e476cd9c7290",
        "741f1291-47ac-4a85-a07b-3d32a9d6bd3e",
        "CKV_AWS_28",
        "AWS-0024",
        "FG_R00106",
        "AC_AWS_0458",
        "DYNAMODB_PITR_ENABLED",
    ]);
    const TYPES: &'static [&'static str] = &["aws_dynamodb_table"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        aws_settings::required(on, "point_in_time_recovery.enabled", "it can be restored", || {
            format!("table `{}` cannot be restored to a point in time", on.name)
        })
    }
}
