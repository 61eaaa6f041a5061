//! No trail records the account.

use ringfort_check::{Check, Meta, Project, Scene, Severity, Verdict};

use crate::support::estate;

/// No trail records the account.
pub struct NoCloudtrail;

impl Check for NoCloudtrail {
    const META: Meta = Meta::new(
        "cloud/no-cloudtrail",
        "No trail records the account",
        "cloud/audit-logging",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-AWS-4.1", "MITRE-T1562.008"]);

    type On = Project;

    fn run(_: &Project, scene: &Scene<'_>) -> Verdict {
        let Some(estate) = estate::aws(scene) else { return Verdict::NotApplicable };
        if let Some(trail) = scene.facts.resources("aws_cloudtrail").next() {
            return Verdict::pass(trail.header, "a trail is declared");
        }
        if let Some(trail) = scene.facts.resources("aws_cloudtrail_event_data_store").next() {
            return Verdict::pass(trail.header, "an event data store is declared");
        }
        estate::lacking(
            scene,
            estate.provider.header,
            "no CloudTrail trail is declared: calls to the account leave no trace",
        )
    }
}
