//! One call deletes the database.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Switch;

/// One call deletes the database.
pub struct DatabaseDeletable;

impl Check for DatabaseDeletable {
    const META: Meta = Meta::new(
        "cloud/database-deletable",
        "One call deletes the database",
        "cloud/backup-and-recovery",
        Severity::Low,
    )
    .frameworks(&["MITRE-T1485"])
    .aliases(&[
        "2c161e58-cb52-454f-abea-6470c37b5e6e",
        "CKV_AWS_139",
        "CKV_AWS_293",
        "AWS-0177",
        "AWS-0343",
        "FG_R00280",
        "RDS_INSTANCE_DELETION_PROTECTION_ENABLED",
    ]);
    const TYPES: &'static [&'static str] = &[
        "aws_db_instance",
        "aws_rds_cluster",
        "aws_rds_global_cluster",
        "aws_docdb_cluster",
        "aws_neptune_cluster",
    ];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        if !on.at("replicate_source_db").is_absent() {
            return Verdict::NotApplicable;
        }
        let switch = Switch {
            path: "deletion_protection",
            want: true,
            default: false,
            note: "one call cannot delete it",
            safety: Some(Safety::Safe),
        };
        switch.judge(on, || format!("one call deletes `{}`", on.name))
    }
}
