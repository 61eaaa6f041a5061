//! Security group opens administration to the Internet.

use ringfort_check::facts::cloud::firewall;
use ringfort_check::facts::cloud::firewall::Rule;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::world;

/// Security group opens administration to the Internet.
pub struct SgOpenAdminPorts;

impl Check for SgOpenAdminPorts {
    const META: Meta = Meta::new(
        "cloud/sg-open-admin-ports",
        "Security group opens administration to the Internet",
        "cloud/firewall-rules",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-AWS-6.3", "CIS-AWS-6.4", "OWASP-K8s-2025-K06", "MITRE-T1133"])
    .aliases(&[
        "57ced4b9-6ba4-487b-8843-b65562b90c77",
        "65905cec-d691-4320-b320-2000436cb696",
        "6e856af2-62d7-4ba2-adc1-73b62cef9cc1",
        "CKV_AWS_24",
        "FG_R00085",
        "INCOMING_SSH_DISABLED",
        "151187cb-0efc-481c-babd-ad24e3c9bc22",
        "3ae83918-7ec7-4cb8-80db-b91ef0f94002",
        "c9846969-d066-431f-9b34-8c4abafe422a",
        "CKV_AWS_25",
        "FG_R00087",
        "e415f8d3-fc2b-4f52-88ab-1129e8c8d3f5",
        "CKV_AWS_277",
        "FG_R00045",
    ]);
    const TYPES: &'static [&'static str] = firewall::RULE_TYPES;
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        world::ingress(
            on,
            "no rule opens administration to the Internet",
            is_admin,
            |rule, cidr| {
                format!(
                    "`{}` admits {cidr} to {}: SSH or remote desktop from anywhere",
                    on.name,
                    rule.ports()
                )
            },
        )
    }
}

/// SSH, RDP, or everything.
fn is_admin(rule: &Rule<'_>) -> Option<bool> {
    Some(rule.admits(22, 22)? || rule.admits(3389, 3389)?)
}
