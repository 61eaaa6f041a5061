//! Changes of AWS Config raise no alarm.

use ringfort_check::{Check, Meta, Project, Scene, Severity, Verdict};

use crate::support::alarms;

/// Changes of AWS Config raise no alarm.
pub struct AlarmConfigChanges;

impl Check for AlarmConfigChanges {
    const META: Meta = Meta::new(
        "cloud/alarm-config-changes",
        "Changes of AWS Config raise no alarm",
        "cloud/audit-logging",
        Severity::Low,
    )
    .frameworks(&["CIS-AWS-5.9"])
    .aliases(&["5b8d7527-de8e-4114-b9dd-9d988f1f418f", "AWS-0155"]);
    type On = Project;

    fn run(_: &Project, scene: &Scene<'_>) -> Verdict {
        alarms::judge(scene, &TOPIC)
    }
}

const TOPIC: alarms::Topic = alarms::Topic::calls(
    "changes of AWS Config",
    "config.amazonaws.com",
    &[
        "StopConfigurationRecorder",
        "DeleteDeliveryChannel",
        "PutDeliveryChannel",
        "PutConfigurationRecorder",
    ],
);
