//! Message broker keeps no log.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Node, Scene, Severity, Verdict};

use crate::support::{aws_settings, tri};

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
        let refused = aws_settings::each_block(on, "logs", |logs| refused(on, logs));
        tri::verdict(kept, on, "logs", "the broker keeps a log", || {
            format!("broker `{}` keeps no log", on.name)
        })
        .and(if kept == Some(false) { Verdict::NotApplicable } else { refused })
    }
}

/// A log of the broker that is switched off in so many words. `RabbitMQ` has no audit log.
fn refused(on: &Resource, logs: &Node) -> Verdict {
    let engine = on.at("engine_type");
    let rabbit = engine.str().is_some_and(|e| e.eq_ignore_ascii_case("rabbitmq"));
    let names: &[&str] =
        if rabbit || engine.is_unknown() { &["general"] } else { &["general", "audit"] };
    let judge = |name: &&str| {
        aws_settings::flag(logs, name, true, "the broker keeps a log", |at| {
            Failure::new(at, format!("broker `{}` has its {name} log switched off", on.name))
                .key(*name)
        })
    };
    names.iter().map(judge).fold(Verdict::NotApplicable, Verdict::and)
}
