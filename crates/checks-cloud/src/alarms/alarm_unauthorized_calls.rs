//! Refused calls raise no alarm.

use ringfort_check::{Check, Meta, Project, Scene, Severity, Verdict};

use crate::support::alarms;

/// Refused calls raise no alarm.
pub struct AlarmUnauthorizedCalls;

impl Check for AlarmUnauthorizedCalls {
    const META: Meta = Meta::new(
        "cloud/alarm-unauthorized-calls",
        "Refused calls raise no alarm",
        "cloud/audit-logging",
        Severity::Low,
    )
    .frameworks(&["CIS-AWS-5.1"])
    .aliases(&["4c18a45b-4ab1-4790-9f83-399ac695f1e5", "AWS-0147"]);
    type On = Project;

    fn run(_: &Project, scene: &Scene<'_>) -> Verdict {
        alarms::judge(scene, &TOPIC)
    }
}

const TOPIC: alarms::Topic = alarms::Topic {
    what: "calls that are refused",
    source: "ec2.amazonaws.com",
    calls: &[alarms::ANY_CALL],
    with: &[&[("errorCode", "AccessDenied")], &[("errorCode", "Client.UnauthorizedOperation")]],
    unlike: &[("errorCode", "ThrottlingException")],
};
