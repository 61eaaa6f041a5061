//! Failed logins raise no alarm.

use ringfort_check::{Check, Meta, Project, Scene, Severity, Verdict};

use crate::support::alarms;

/// Failed logins raise no alarm.
pub struct AlarmConsoleLoginFailures;

impl Check for AlarmConsoleLoginFailures {
    const META: Meta = Meta::new(
        "cloud/alarm-console-login-failures",
        "Failed logins raise no alarm",
        "cloud/audit-logging",
        Severity::Low,
    )
    .frameworks(&["CIS-AWS-5.6"])
    .aliases(&["5864d189-ee9a-4009-ac0c-8a582e6b7919", "AWS-0152"]);
    type On = Project;

    fn run(_: &Project, scene: &Scene<'_>) -> Verdict {
        alarms::judge(scene, &TOPIC)
    }
}

const TOPIC: alarms::Topic = alarms::Topic {
    what: "failed logins to the console",
    source: "signin.amazonaws.com",
    calls: &["ConsoleLogin"],
    with: &[&[("errorMessage", "Failed authentication")]],
    unlike: &[("errorMessage", "none")],
};
