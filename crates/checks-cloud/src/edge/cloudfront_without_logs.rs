//! Distribution keeps no access log.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::{companion, companion::Holder, tri};

/// Distribution keeps no access log.
pub struct CloudfrontWithoutLogs;

impl Check for CloudfrontWithoutLogs {
    const META: Meta = Meta::new(
        "cloud/cloudfront-without-logs",
        "Distribution keeps no access log",
        "cloud/audit-logging",
        Severity::Low,
    )
    .frameworks(&["MITRE-T1562.008"])
    .aliases(&[
        "7b590235-1ff4-421b-b9ff-5227134be9bb",
        "94690d79-b3b0-43de-b656-84ebef5753e5",
        "d31cb911-bf5b-4eb6-9fc3-16780c77c7bd",
        "de77cd9f-0e8b-46cc-b4a4-b6b436838642",
        "CKV_AWS_86",
        "AWS-0010",
        "FG_R00067",
        "AC_AWS_0025",
        "CLOUDFRONT_ACCESSLOGS_ENABLED",
    ]);
    const TYPES: &'static [&'static str] = &["aws_cloudfront_distribution"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let own =
            tri::any(tri::each(on.at("logging_config"), |block| tri::written(block.at("bucket"))));
        if own == Some(false)
            && let Some(source) = companion::of(on, scene, SOURCES, &["arn"]).next()
        {
            return Verdict::pass(source.header, "access is logged by log delivery");
        }
        match own {
            Some(false) => companion::lacking(
                on,
                scene,
                SOURCES,
                format!("distribution `{}` does not log who calls it", on.name),
            ),
            _ => tri::verdict(own, on, "logging_config", "access is logged", String::new),
        }
    }
}

/// Where the log may be set up instead.
const SOURCES: &[Holder] = &[("aws_cloudwatch_log_delivery_source", "resource_arn")];
