//! Changes of the organisation raise no alarm.

use ringfort_check::{Check, Meta, Project, Scene, Severity, Verdict};

use crate::support::alarms;

/// Changes of the organisation raise no alarm.
pub struct AlarmOrganizationChanges;

impl Check for AlarmOrganizationChanges {
    const META: Meta = Meta::new(
        "cloud/alarm-organization-changes",
        "Changes of the organisation raise no alarm",
        "cloud/audit-logging",
        Severity::Low,
    )
    .frameworks(&["CIS-AWS-5.15"])
    .aliases(&["38b85c45-e772-4de8-a247-69619ca137b3", "AWS-0174"]);
    type On = Project;

    fn run(_: &Project, scene: &Scene<'_>) -> Verdict {
        alarms::judge(scene, &TOPIC)
    }
}

const TOPIC: alarms::Topic = alarms::Topic::calls(
    "changes of the organisation",
    "organizations.amazonaws.com",
    &[
        "AcceptHandshake",
        "AttachPolicy",
        "CreateAccount",
        "CreateOrganizationalUnit",
        "CreatePolicy",
        "DeclineHandshake",
        "DeleteOrganization",
        "DeleteOrganizationalUnit",
        "DeletePolicy",
        "DetachPolicy",
        "DisablePolicyType",
        "EnablePolicyType",
        "InviteAccountToOrganization",
        "LeaveOrganization",
        "MoveAccount",
        "RemoveAccountFromOrganization",
        "UpdateOrganizationalUnit",
        "UpdatePolicy",
    ],
);
