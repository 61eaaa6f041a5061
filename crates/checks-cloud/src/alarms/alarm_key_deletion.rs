//! Disabling a key raises no alarm.

use ringfort_check::{Check, Meta, Project, Scene, Severity, Verdict};

use crate::support::alarms;

/// Disabling a key raises no alarm.
pub struct AlarmKeyDeletion;

impl Check for AlarmKeyDeletion {
    const META: Meta = Meta::new(
        "cloud/alarm-key-deletion",
        "Disabling a key raises no alarm",
        "cloud/audit-logging",
        Severity::Low,
    )
    .frameworks(&["CIS-AWS-5.7"])
    .aliases(&["56a585f5-555c-48b2-8395-e64e4740a9cf", "AWS-0153"]);
    type On = Project;

    fn run(_: &Project, scene: &Scene<'_>) -> Verdict {
        alarms::judge(scene, &TOPIC)
    }
}

const TOPIC: alarms::Topic = alarms::Topic::calls(
    "keys that are disabled or marked for deletion",
    "kms.amazonaws.com",
    &["DisableKey", "ScheduleKeyDeletion"],
);
