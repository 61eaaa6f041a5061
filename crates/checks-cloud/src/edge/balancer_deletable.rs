//! One call deletes the load balancer.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::aws_settings;

/// One call deletes the load balancer.
pub struct BalancerDeletable;

impl Check for BalancerDeletable {
    const META: Meta = Meta::new(
        "cloud/balancer-deletable",
        "One call deletes the load balancer",
        "cloud/backup-and-recovery",
        Severity::Low,
    )
    .frameworks(&["MITRE-T1485"])
    .aliases(&[
        "afecd1f1-6378-4f7e-bb3b-60c35801fdd4",
        "CKV_AWS_150",
        "ELB_DELETION_PROTECTION_ENABLED",
    ]);
    const TYPES: &'static [&'static str] = &["aws_lb", "aws_alb"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        aws_settings::required(
            on,
            "enable_deletion_protection",
            "one call cannot delete it",
            || format!("one call deletes load balancer `{}`", on.name),
        )
    }
}
