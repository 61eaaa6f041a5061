//! Security group opens administration to the Internet.

use ringfort_check::facts::cloud::firewall;
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
    .frameworks(&["CIS-AWS-6.3", "OWASP-K8s-2025-K06", "MITRE-T1133"])
    .aliases(&[
        "57ced4b9-6ba4-487b-8843-b65562b90c77",
        "65905cec-d691-4320-b320-2000436cb696",
        "6e856af2-62d7-4ba2-adc1-73b62cef9cc1",
        "CKV_AWS_24",
        "FG_R00085",
        "INCOMING_SSH_DISABLED",
    ]);
    const TYPES: &'static [&'static str] = firewall::RULE_TYPES;
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        world::ingress(
            on,
            "no rule opens SSH to the Internet",
            |rule| rule.admits(22, 22),
            |rule, cidr| {
                format!("`{}` admits {cidr} to {}: SSH from anywhere", on.name, rule.ports())
            },
        )
    }
}
