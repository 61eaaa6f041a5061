//! Policy writes to every resource.

use ringfort_check::facts::cloud::roles;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::rights;

/// Policy writes to every resource.
pub struct IamWriteEverywhere;

impl Check for IamWriteEverywhere {
    const META: Meta = Meta::new(
        "cloud/iam-write-everywhere",
        "Policy writes to every resource",
        "cloud/iam-least-privilege",
        Severity::Medium,
    )
    .aliases(&["CKV_AWS_111", "CKV_AWS_290"]);
    const TYPES: &'static [&'static str] = roles::IDENTITY_TYPES;
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        rights::judge(on, scene, "what is written is named", |statement| {
            rights::everywhere(statement, writes, |text| {
                format!("allows {text}, which changes things, on every resource")
            })
        })
    }
}

/// Verbs of actions that change something.
const VERBS: [&str; 40] = [
    "Add",
    "Allocate",
    "Associate",
    "Attach",
    "Authorize",
    "BatchDelete",
    "BatchPut",
    "BatchWrite",
    "Cancel",
    "Change",
    "Copy",
    "Create",
    "Delete",
    "Deregister",
    "Detach",
    "Disable",
    "Disassociate",
    "Enable",
    "Execute",
    "Import",
    "Invoke",
    "Modify",
    "Publish",
    "Put",
    "Reboot",
    "Register",
    "Release",
    "Remove",
    "Replace",
    "Reset",
    "Restore",
    "Revoke",
    "Run",
    "Schedule",
    "Send",
    "Set",
    "Start",
    "Stop",
    "Terminate",
    "Update",
];

/// Does the action, or one that its wildcard stands for, change something that a resource names?
fn writes(action: &str) -> bool {
    let (service, name) = action.split_once(':').unwrap_or(("*", action));
    let verb = VERBS.iter().any(|verb| {
        let head = name.split(['*', '?']).next().unwrap_or(name);
        name.starts_with(verb) || (head.len() < name.len() && verb.starts_with(head))
    });
    let unbound = ["cloudwatch:PutMetricData", "xray:PutTraceSegments", "xray:PutTelemetryRecords"];
    (verb || service == "*") && !unbound.iter().any(|u| u.eq_ignore_ascii_case(action))
}
