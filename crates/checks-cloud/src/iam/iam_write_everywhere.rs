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

/// Verbs of actions whose access level is Write, Tagging or Permissions management (Service Authorization Reference).
const VERBS: &str = "Accept Activate Add Admin Allocate Apply Approve Archive Assign Associate Assume Attach \
    Authorize BatchDelete BatchPut BatchWrite Cancel Change Complete Confirm Copy Create Deactivate Decrypt \
    Delete Deny Deploy Deprecate Deregister Detach Disable Disassociate Enable Encrypt End Execute Failover \
    GenerateDataKey GenerateMac Import Initiate Install Invoke Issue Join Lock Merge Migrate Modify Move Opt \
    Pass Pause Post Promote Provision Publish Purchase Purge Put ReEncrypt Reboot Rebuild Record Recover \
    Refresh Register Reject Release Remove Renew Replace Request Reserve Reset Resize Resolve Restart Restore \
    Resume Retire Retry Revert Revoke Rollback Rotate Run Schedule Send Set Share Sign Signal Start Stop Submit \
    Subscribe Suspend Swap Tag Terminate Transfer Unarchive Unassign Undeprecate Unlink Unlock Unsubscribe Untag \
    Update Upgrade Upload Withdraw Write";

/// Actions that change things and know no resource, so that `*` is the only way to allow them.
const UNBOUND: [&str; 11] = [
    "acm:RequestCertificate",
    "cloudwatch:PutMetricData",
    "kms:CreateKey",
    "route53:CreateHostedZone",
    "ssmmessages:CreateControlChannel",
    "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenControlChannel",
    "ssmmessages:OpenDataChannel",
    "sts:DecodeAuthorizationMessage",
    "xray:PutTelemetryRecords",
    "xray:PutTraceSegments",
];

/// Does the action, or one that its wildcard stands for, change something that a resource names?
fn writes(action: &str) -> bool {
    let (service, name) = action.split_once(':').unwrap_or(("*", action));
    let head = name.split(['*', '?']).next().unwrap_or(name);
    let verb = VERBS.split_whitespace().any(|verb| {
        starts_with(name, verb) || (head.len() < name.len() && starts_with(verb, head))
    });
    (verb || service == "*") && !UNBOUND.iter().any(|u| u.eq_ignore_ascii_case(action))
}

/// Names of actions ignore case.
fn starts_with(text: &str, beginning: &str) -> bool {
    text.get(..beginning.len()).is_some_and(|head| head.eq_ignore_ascii_case(beginning))
}
