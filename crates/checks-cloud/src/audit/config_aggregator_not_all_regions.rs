//! Aggregator of AWS Config leaves out regions.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::aws_settings;

/// Aggregator of AWS Config leaves out regions.
pub struct ConfigAggregatorNotAllRegions;

impl Check for ConfigAggregatorNotAllRegions {
    const META: Meta = Meta::new(
        "cloud/config-aggregator-not-all-regions",
        "Aggregator of AWS Config leaves out regions",
        "cloud/audit-logging",
        Severity::Low,
    )
    .aliases(&[
        "9f3cf08e-72a2-4eb1-8007-e3b1b0e10d4d",
        "a2fdf451-89dd-451e-af92-bf6c0f4bab96",
        "ac5a0bc0-a54c-45aa-90c3-15f7703b9132",
        "CKV_AWS_121",
        "AWS-0019",
        "AC_AWS_0049",
    ]);
    const TYPES: &'static [&'static str] = &["aws_config_configuration_aggregator"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let sources = ["account_aggregation_source", "organization_aggregation_source"];
        if sources.iter().all(|s| on.at(s).is_absent()) {
            let message = format!("aggregator `{}` names no source for all regions", on.name);
            return Verdict::fail(Failure::new(on.header, message));
        }
        sources
            .iter()
            .map(|source| {
                aws_settings::each_block(on, source, |block| {
                    aws_settings::flag(
                        block,
                        "all_regions",
                        false,
                        "gathers from every region",
                        |at| {
                            Failure::new(
                                at,
                                format!("aggregator `{}` gathers from named regions only", on.name),
                            )
                            .related(on.at(source).span(), "this source")
                        },
                    )
                })
            })
            .fold(Verdict::NotApplicable, Verdict::and)
    }
}
