//! Database keeps no record of its load.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::aws_settings;

/// Database keeps no record of its load.
pub struct RdsNoPerformanceInsights;

impl Check for RdsNoPerformanceInsights {
    const META: Meta = Meta::new(
        "cloud/rds-no-performance-insights",
        "Database keeps no record of its load",
        "cloud/audit-logging",
        Severity::Info,
    )
    .aliases(&["CKV_AWS_353", "AWS-0133"]);
    const TYPES: &'static [&'static str] =
        &["aws_db_instance", "aws_rds_cluster_instance", "aws_rds_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        if &*on.kind == "aws_rds_cluster" && on.at("performance_insights_enabled").is_absent() {
            return Verdict::NotApplicable;
        }
        aws_settings::required(on, "performance_insights_enabled", "the load is recorded", || {
            format!("database `{}` records no performance insights", on.name)
        })
    }
}
