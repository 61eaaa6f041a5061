//! Changes of gateways raise no alarm.

use ringfort_check::{Check, Meta, Project, Scene, Severity, Verdict};

use crate::support::alarms;

/// Changes of gateways raise no alarm.
pub struct AlarmGatewayChanges;

impl Check for AlarmGatewayChanges {
    const META: Meta = Meta::new(
        "cloud/alarm-gateway-changes",
        "Changes of gateways raise no alarm",
        "cloud/audit-logging",
        Severity::Low,
    )
    .frameworks(&["CIS-AWS-5.12"])
    .aliases(&["6b6874fe-4c2f-4eea-8b90-7cceaa4a125e", "AWS-0158"]);
    type On = Project;

    fn run(_: &Project, scene: &Scene<'_>) -> Verdict {
        alarms::judge(scene, &TOPIC)
    }
}

const TOPIC: alarms::Topic = alarms::Topic::calls(
    "changes of gateways",
    "ec2.amazonaws.com",
    &[
        "CreateCustomerGateway",
        "DeleteCustomerGateway",
        "AttachInternetGateway",
        "CreateInternetGateway",
        "DeleteInternetGateway",
        "DetachInternetGateway",
    ],
);
