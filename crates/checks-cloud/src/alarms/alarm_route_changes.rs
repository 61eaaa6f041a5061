//! Changes of route tables raise no alarm.

use ringfort_check::{Check, Meta, Project, Scene, Severity, Verdict};

use crate::support::alarms;

/// Changes of route tables raise no alarm.
pub struct AlarmRouteChanges;

impl Check for AlarmRouteChanges {
    const META: Meta = Meta::new(
        "cloud/alarm-route-changes",
        "Changes of route tables raise no alarm",
        "cloud/audit-logging",
        Severity::Low,
    )
    .frameworks(&["CIS-AWS-5.13"])
    .aliases(&["2285e608-ddbc-47f3-ba54-ce7121e31216", "AWS-0159"]);
    type On = Project;

    fn run(_: &Project, scene: &Scene<'_>) -> Verdict {
        alarms::judge(scene, &TOPIC)
    }
}

const TOPIC: alarms::Topic = alarms::Topic::calls(
    "changes of route tables",
    "ec2.amazonaws.com",
    &[
        "CreateRoute",
        "CreateRouteTable",
        "ReplaceRoute",
        "ReplaceRouteTableAssociation",
        "DeleteRouteTable",
        "DeleteRoute",
        "DisassociateRouteTable",
    ],
);
