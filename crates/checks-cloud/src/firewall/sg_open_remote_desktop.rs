//! Security group opens remote desktop to the Internet.

use ringfort_check::facts::cloud::firewall;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::world;

/// Security group opens remote desktop to the Internet.
pub struct SgOpenRemoteDesktop;

impl Check for SgOpenRemoteDesktop {
    const META: Meta = Meta::new(
        "cloud/sg-open-remote-desktop",
        "Security group opens remote desktop to the Internet",
        "cloud/firewall-rules",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-AWS-6.3", "MITRE-T1133"])
    .aliases(&[
        "151187cb-0efc-481c-babd-ad24e3c9bc22",
        "3ae83918-7ec7-4cb8-80db-b91ef0f94002",
        "c9846969-d066-431f-9b34-8c4abafe422a",
        "CKV_AWS_25",
        "FG_R00087",
    ]);
    const TYPES: &'static [&'static str] = firewall::RULE_TYPES;
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        world::ingress(
            on,
            "no rule opens remote desktop to the Internet",
            |rule| rule.admits(3389, 3389),
            |rule, cidr| {
                format!(
                    "`{}` admits {cidr} to {}: remote desktop from anywhere",
                    on.name,
                    rule.ports()
                )
            },
        )
    }
}
