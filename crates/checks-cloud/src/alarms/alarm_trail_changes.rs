//! Changes of the trail raise no alarm.

use ringfort_check::{Check, Meta, Project, Scene, Severity, Verdict};

use crate::support::alarms;

/// Changes of the trail raise no alarm.
pub struct AlarmTrailChanges;

impl Check for AlarmTrailChanges {
    const META: Meta = Meta::new(
        "cloud/alarm-trail-changes",
        "Changes of the trail raise no alarm",
        "cloud/audit-logging",
        Severity::Low,
    )
    .frameworks(&["CIS-AWS-5.5"])
    .aliases(&["0f6cbf69-41bb-47dc-93f3-3844640bf480", "AWS-0151"]);
    type On = Project;

    fn run(_: &Project, scene: &Scene<'_>) -> Verdict {
        alarms::judge(scene, &TOPIC)
    }
}

const TOPIC: alarms::Topic = alarms::Topic::calls(
    "changes of the trail",
    "cloudtrail.amazonaws.com",
    &["CreateTrail", "UpdateTrail", "DeleteTrail", "StartLogging", "StopLogging"],
);
