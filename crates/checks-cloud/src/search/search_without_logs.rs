//! Search domain publishes no log.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Node, Scene, Severity, Verdict};

use crate::support::tri;

/// Search domain publishes no log.
pub struct SearchWithoutLogs;

impl Check for SearchWithoutLogs {
    const META: Meta = Meta::new(
        "cloud/search-without-logs",
        "Search domain publishes no log",
        "cloud/audit-logging",
        Severity::Low,
    )
    .frameworks(&["MITRE-T1562.008"])
    .aliases(&[
        "a1120ee4-a712-42d9-8fb5-22595fed643b",
        "acb6b4e2-a086-4f35-aefd-4db6ea51ada2",
        "edbd62d4-8700-41de-b000-b3cfebb5e996",
        "CKV_AWS_84",
        "AWS-0042",
        "ELASTICSEARCH_LOGS_TO_CLOUDWATCH",
    ]);
    const TYPES: &'static [&'static str] = &["aws_opensearch_domain", "aws_elasticsearch_domain"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let kept = tri::any(tri::each(on.at("log_publishing_options"), |block| {
            tri::all([
                tri::on(block, "enabled", true),
                tri::written(block.at("cloudwatch_log_group_arn")),
            ])
        }));
        let off = |block: &&Node| tri::on(block, "enabled", true) == Some(false);
        if let Some(block) = on.blocks("log_publishing_options").iter().find(off) {
            let log = tri::text(block, "log_type");
            let message = format!("domain `{}` has a log switched off ({log})", on.name);
            return Verdict::fail(Failure::new(block.at("enabled").span(), message));
        }
        tri::verdict(kept, on, "log_publishing_options", "logs are published", || {
            format!("domain `{}` publishes no log", on.name)
        })
    }
}
