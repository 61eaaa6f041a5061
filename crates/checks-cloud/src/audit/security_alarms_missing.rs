//! Security-relevant changes raise no alarm.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::estate;

/// Security-relevant changes raise no alarm.
pub struct SecurityAlarmsMissing;

impl Check for SecurityAlarmsMissing {
    const META: Meta = Meta::new(
        "cloud/security-alarms-missing",
        "Security-relevant changes raise no alarm",
        "cloud/audit-logging",
        Severity::Low,
    )
    .frameworks(&["CIS-AWS-5.4", "CIS-AWS-5.5", "CIS-AWS-5.10"])
    .aliases(&[
        "eaaba502-2f94-411a-a3c2-83d63cc1776d",
        "AWS-0150",
        "0f6cbf69-41bb-47dc-93f3-3844640bf480",
        "AWS-0151",
        "4beaf898-9f8b-4237-89e2-5ffdc7ee6006",
        "AWS-0156",
        "17b30f8f-8dfb-4597-adf6-57600b6cf25e",
        "65d07da5-9af5-44df-8983-52d2e6f24c44",
        "ebb2118a-03bc-4d53-ab43-d8750f5cb8d3",
        "CKV2_AWS_10",
        "AWS-0162",
        "FG_R00029",
        "CLOUD_TRAIL_CLOUD_WATCH_LOGS_ENABLED",
    ]);
    const TYPES: &'static [&'static str] = &["aws_cloudtrail"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        if on.at("cloud_watch_logs_group_arn").is_absent()
            && scene.facts.resources("aws_cloudwatch_event_rule").any(|r| r.root == on.root)
        {
            return Verdict::unknown(on.header, "event rules may raise the alarms");
        }
        let filters: Vec<&Resource> =
            scene.facts.resources("aws_cloudwatch_log_metric_filter").collect();
        if let Some(open) = filters.iter().find(|f| f.at("pattern").is_unknown()) {
            return Verdict::unknown(open.header, "the pattern of a filter is not known");
        }
        let patterns: Vec<&str> = filters.iter().filter_map(|f| f.at("pattern").str()).collect();
        let missing: Vec<&str> = TOPICS
            .iter()
            .filter(|(_, words)| !patterns.iter().any(|p| words.iter().any(|w| p.contains(w))))
            .map(|(name, _)| *name)
            .collect();
        if missing.is_empty() {
            return Verdict::pass(on.header, "filters watch IAM, network and trail");
        }
        estate::lacking(
            scene,
            on.header,
            format!("no metric filter watches {} in trail `{}`", missing.join(", "), on.name),
        )
    }
}

/// What should raise an alarm, with events that a filter for it names.
const TOPICS: [(&str, &[&str]); 3] = [
    (
        "changes of IAM policies",
        &["PutRolePolicy", "AttachRolePolicy", "Put*Policy", "Attach*Policy", "PutUserPolicy"],
    ),
    ("changes of security groups", &["AuthorizeSecurityGroup"]),
    ("changes of the trail", &["StopLogging"]),
];
