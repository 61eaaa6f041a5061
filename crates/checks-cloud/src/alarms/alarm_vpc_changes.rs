//! Changes of networks raise no alarm.

use ringfort_check::{Check, Meta, Project, Scene, Severity, Verdict};

use crate::support::alarms;

/// Changes of networks raise no alarm.
pub struct AlarmVpcChanges;

impl Check for AlarmVpcChanges {
    const META: Meta = Meta::new(
        "cloud/alarm-vpc-changes",
        "Changes of networks raise no alarm",
        "cloud/audit-logging",
        Severity::Low,
    )
    .frameworks(&["CIS-AWS-5.14"])
    .aliases(&["9d0d4512-1959-43a2-a17f-72360ff06d1b", "AWS-0160"]);
    type On = Project;

    fn run(_: &Project, scene: &Scene<'_>) -> Verdict {
        alarms::judge(scene, &TOPIC)
    }
}

const TOPIC: alarms::Topic = alarms::Topic::calls(
    "changes of networks and peerings",
    "ec2.amazonaws.com",
    &[
        "CreateVpc",
        "DeleteVpc",
        "ModifyVpcAttribute",
        "AcceptVpcPeeringConnection",
        "CreateVpcPeeringConnection",
        "DeleteVpcPeeringConnection",
        "RejectVpcPeeringConnection",
        "AttachClassicLinkVpc",
        "DetachClassicLinkVpc",
        "DisableVpcClassicLink",
        "EnableVpcClassicLink",
    ],
);
