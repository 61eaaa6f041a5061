//! Logs of the control plane are deleted too early.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Logs of the control plane are deleted too early.
pub struct ClusterLogRetention;

impl Check for ClusterLogRetention {
    const META: Meta = Meta::new(
        "cluster/cluster-log-retention",
        "Logs of the control plane are deleted too early",
        "cluster/audit-logging",
        Severity::Low,
    );
    const TYPES: &'static [&'static str] = &["aws_cloudwatch_log_group"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let name = on.text("name", "");
        if !name.known().is_some_and(|n| n.starts_with("/aws/eks/") && n.ends_with("/cluster")) {
            return Verdict::NotApplicable;
        }
        let days = on.int("retention_in_days", 0);
        Verdict::on(
            &days,
            |d| *d == 0 || *d >= 90,
            "kept for 90 days or more",
            || {
                let shown = days.known().copied().unwrap_or(0);
                Failure::new(
                    days.span(),
                    format!("logs of the control plane are deleted after {shown} days"),
                )
            },
        )
    }
}
