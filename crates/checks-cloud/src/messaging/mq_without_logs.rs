//! Message broker keeps no log.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::tri;

/// Message broker keeps no log.
pub struct MqWithoutLogs;

impl Check for MqWithoutLogs {
    const META: Meta = Meta::new(
        "cloud/mq-without-logs",
        "Message broker keeps no log",
        "cloud/audit-logging",
        Severity::Low,
    )
    .frameworks(&["MITRE-T1562.008"])
    .aliases(&[
        "31245f98-a6a9-4182-9fc1-45482b9d030a",
        "e519ed6a-8328-4b69-8eb7-8fa549ac3050",
        "CKV_AWS_48",
        "AWS-0070",
        "AWS-0071",
        "AC_AWS_0174",
    ]);
    const TYPES: &'static [&'static str] = &["aws_mq_broker"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let kept = tri::any(tri::each(on.at("logs"), |logs| {
            tri::any([tri::on(logs, "general", false), tri::on(logs, "audit", false)])
        }));
        tri::verdict(kept, on, "logs", "the broker keeps a log", || {
            format!("broker `{}` keeps no log", on.name)
        })
    }
}
