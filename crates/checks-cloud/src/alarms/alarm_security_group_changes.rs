//! Changes of security groups raise no alarm.

use ringfort_check::{Check, Meta, Project, Scene, Severity, Verdict};

use crate::support::alarms;

/// Changes of security groups raise no alarm.
pub struct AlarmSecurityGroupChanges;

impl Check for AlarmSecurityGroupChanges {
    const META: Meta = Meta::new(
        "cloud/alarm-security-group-changes",
        "Changes of security groups raise no alarm",
        "cloud/audit-logging",
        Severity::Low,
    )
    .frameworks(&["CIS-AWS-5.10"])
    .aliases(&["4beaf898-9f8b-4237-89e2-5ffdc7ee6006", "AWS-0156"]);
    type On = Project;

    fn run(_: &Project, scene: &Scene<'_>) -> Verdict {
        alarms::judge(scene, &TOPIC)
    }
}

const TOPIC: alarms::Topic = alarms::Topic::calls(
    "changes of security groups",
    "ec2.amazonaws.com",
    &[
        "AuthorizeSecurityGroupIngress",
        "AuthorizeSecurityGroupEgress",
        "RevokeSecurityGroupIngress",
        "RevokeSecurityGroupEgress",
        "CreateSecurityGroup",
        "DeleteSecurityGroup",
    ],
);
