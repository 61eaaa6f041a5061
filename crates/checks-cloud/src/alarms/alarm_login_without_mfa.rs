//! Logins without a second factor raise no alarm.

use ringfort_check::{Check, Meta, Project, Scene, Severity, Verdict};

use crate::support::alarms;

/// Logins without a second factor raise no alarm.
pub struct AlarmLoginWithoutMfa;

impl Check for AlarmLoginWithoutMfa {
    const META: Meta = Meta::new(
        "cloud/alarm-login-without-mfa",
        "Logins without a second factor raise no alarm",
        "cloud/audit-logging",
        Severity::Low,
    )
    .frameworks(&["CIS-AWS-5.2"])
    .aliases(&["44ceb4fa-0897-4fd2-b676-30e7a58f2933", "AWS-0148"]);
    type On = Project;

    fn run(_: &Project, scene: &Scene<'_>) -> Verdict {
        alarms::judge(scene, &TOPIC)
    }
}

const TOPIC: alarms::Topic = alarms::Topic {
    what: "logins without a second factor",
    source: "signin.amazonaws.com",
    calls: &["ConsoleLogin"],
    with: &[&[
        ("additionalEventData.MFAUsed", "No"),
        ("userIdentity.type", "IAMUser"),
        ("responseElements.ConsoleLogin", "Success"),
    ]],
    unlike: &[("additionalEventData.MFAUsed", "Yes")],
};
