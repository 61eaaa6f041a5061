//! Changes of network ACLs raise no alarm.

use ringfort_check::{Check, Meta, Project, Scene, Severity, Verdict};

use crate::support::alarms;

/// Changes of network ACLs raise no alarm.
pub struct AlarmNaclChanges;

impl Check for AlarmNaclChanges {
    const META: Meta = Meta::new(
        "cloud/alarm-nacl-changes",
        "Changes of network ACLs raise no alarm",
        "cloud/audit-logging",
        Severity::Low,
    )
    .frameworks(&["CIS-AWS-5.11"])
    .aliases(&["0a8e8dc5-b6fc-44fc-b5a1-969ec950f9b0", "AWS-0157"]);
    type On = Project;

    fn run(_: &Project, scene: &Scene<'_>) -> Verdict {
        alarms::judge(scene, &TOPIC)
    }
}

const TOPIC: alarms::Topic = alarms::Topic::calls(
    "changes of network ACLs",
    "ec2.amazonaws.com",
    &[
        "CreateNetworkAcl",
        "CreateNetworkAclEntry",
        "DeleteNetworkAcl",
        "DeleteNetworkAclEntry",
        "ReplaceNetworkAclEntry",
        "ReplaceNetworkAclAssociation",
    ],
);
