//! Database stands in one zone.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::aws_settings;

/// Database stands in one zone.
pub struct RdsSingleZone;

impl Check for RdsSingleZone {
    const META: Meta = Meta::new(
        "cloud/rds-single-zone",
        "Database stands in one zone",
        "cloud/backup-and-recovery",
        Severity::Info,
    )
    .aliases(&[
        "2b1d4935-9acf-48a7-8466-10d18bf51a69",
        "CKV_AWS_157",
        "FG_R00251",
        "RDS_MULTI_AZ_SUPPORT",
    ]);
    const TYPES: &'static [&'static str] = &["aws_db_instance"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let replica = !on.at("replicate_source_db").is_absent();
        if replica || on.at("engine").str().is_some_and(|e| e.starts_with("aurora")) {
            return Verdict::NotApplicable;
        }
        aws_settings::required(on, "multi_az", "a standby waits in another zone", || {
            format!("database `{}` has no standby in another zone", on.name)
        })
    }
}
