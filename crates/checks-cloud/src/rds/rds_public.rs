//! Database has a public address.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::aws_settings;

/// Database has a public address.
pub struct RdsPublic;

impl Check for RdsPublic {
    const META: Meta = Meta::new(
        "cloud/rds-public",
        "Database has a public address",
        "cloud/public-resource-exposure",
        Severity::High,
    )
    .frameworks(&["CIS-AWS-3.2.3", "MITRE-T1530"])
    .aliases(&[
        "35113e6f-2c6b-414d-beec-7a9482d3b2d1",
        "647de8aa-5a42-41b5-9faf-22136f117380",
        "c09e3ca5-f08a-4717-9c87-3919c5e6d209",
        "d9dc6429-5140-498a-8f55-a10daac5f000",
        "de38e1d5-54cb-4111-a868-6f7722695007",
        "CKV_AWS_17",
        "AWS-0180",
        "FG_R00278",
        "AC_AWS_0054",
        "RDS_INSTANCE_PUBLIC_ACCESS_CHECK",
    ]);
    const TYPES: &'static [&'static str] = &["aws_db_instance", "aws_rds_cluster_instance"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        aws_settings::forbidden(
            on,
            "publicly_accessible",
            "the database has no public address",
            || format!("database `{}` is given a public address", on.name),
        )
    }
}
