//! Database's machine is not watched.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::aws_settings;

/// Database's machine is not watched.
pub struct RdsNoEnhancedMonitoring;

impl Check for RdsNoEnhancedMonitoring {
    const META: Meta = Meta::new(
        "cloud/rds-no-enhanced-monitoring",
        "Database's machine is not watched",
        "cloud/audit-logging",
        Severity::Info,
    )
    .aliases(&["CKV_AWS_118", "RDS_ENHANCED_MONITORING_ENABLED"]);
    const TYPES: &'static [&'static str] = &["aws_db_instance", "aws_rds_cluster_instance"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        aws_settings::at_least(on, ("monitoring_interval", 0, 1), "the machine is watched", |_| {
            format!("database `{}` has no enhanced monitoring", on.name)
        })
    }
}
