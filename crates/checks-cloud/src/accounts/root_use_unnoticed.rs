//! Use of root raises no alarm.

use ringfort_check::{Check, Meta, Project, Scene, Severity, Verdict};

use crate::support::alarms;

/// Use of root raises no alarm.
pub struct RootUseUnnoticed;

impl Check for RootUseUnnoticed {
    const META: Meta = Meta::new(
        "cloud/root-use-unnoticed",
        "Use of root raises no alarm",
        "cloud/root-account-protection",
        Severity::Low,
    )
    .frameworks(&["CIS-AWS-5.3"])
    .aliases(&["8b1b1e67-6248-4dca-bbad-93486bb181c0", "AWS-0149"]);
    type On = Project;

    fn run(_: &Project, scene: &Scene<'_>) -> Verdict {
        alarms::judge(scene, &TOPIC)
    }
}

const TOPIC: alarms::Topic = alarms::Topic {
    what: "the use of root",
    source: "ec2.amazonaws.com",
    calls: &[alarms::ANY_CALL],
    with: &[&[("userIdentity.type", "Root")]],
    unlike: &[("userIdentity.type", "IAMUser")],
};
