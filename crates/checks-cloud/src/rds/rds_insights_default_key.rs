//! Record of the database's load has no key of its own.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::settings;

/// Record of the database's load has no key of its own.
pub struct RdsInsightsDefaultKey;

impl Check for RdsInsightsDefaultKey {
    const META: Meta = Meta::new(
        "cloud/rds-insights-default-key",
        "Record of the database's load has no key of its own",
        "cloud/key-management",
        Severity::Info,
    )
    .aliases(&["CKV_AWS_354", "AWS-0078"]);
    const TYPES: &'static [&'static str] =
        &["aws_db_instance", "aws_rds_cluster_instance", "aws_rds_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let enabled = on.bool("performance_insights_enabled", false);
        if let Some(unknown) = settings::unknown(&enabled) {
            return unknown;
        }
        if !enabled.is(&true) {
            return Verdict::NotApplicable;
        }
        settings::present(
            on,
            "performance_insights_kms_key_id",
            "encrypted with a key of your own",
            || {
                format!(
                    "performance insights of `{}` are encrypted with the default key of AWS",
                    on.name
                )
            },
        )
    }
}
