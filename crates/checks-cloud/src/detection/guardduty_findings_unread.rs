//! `GuardDuty` findings reach nobody.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::estate;

/// `GuardDuty` findings reach nobody.
pub struct GuarddutyFindingsUnread;

impl Check for GuarddutyFindingsUnread {
    const META: Meta = Meta::new(
        "cloud/guardduty-findings-unread",
        "GuardDuty findings reach nobody",
        "cloud/threat-detection",
        Severity::Low,
    );
    const TYPES: &'static [&'static str] = &["aws_guardduty_detector"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let rules: Vec<&Resource> = scene.facts.resources("aws_cloudwatch_event_rule").collect();
        let source = |r: &Resource| {
            r.at("event_pattern").key("source").list().iter().any(|n| {
                n.as_str() == Some("aws.guardduty") || n.as_str() == Some("aws.securityhub")
            })
        };
        let watched = rules.iter().find(|r| source(r));
        if let Some(rule) = watched {
            let target =
                scene.facts.attached(rule, "aws_cloudwatch_event_target", "rule", &["name"]).next();
            return match target {
                Some(target) => Verdict::pass(target.header, "findings are sent on"),
                None => Verdict::fail(Failure::new(
                    rule.header,
                    format!("event rule `{}` has no target", rule.name),
                )),
            };
        }
        if let Some(hub) = scene.facts.resources("aws_securityhub_account").next() {
            return Verdict::unknown(hub.header, "Security Hub may send the findings on");
        }
        match rules.iter().find(|r| r.at("event_pattern").is_unknown()) {
            Some(rule) => {
                Verdict::unknown(rule.header, "the pattern of an event rule is not known")
            }
            None => estate::lacking(
                scene,
                on.header,
                format!("findings of detector `{}` are sent to nobody", on.name),
            ),
        }
    }
}
