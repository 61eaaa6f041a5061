//! Security group opens every port to the Internet.

use ringfort_check::facts::cloud::firewall;
use ringfort_check::facts::cloud::firewall::Rule;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::world;

/// Security group opens every port to the Internet.
pub struct SgOpenAllPorts;

impl Check for SgOpenAllPorts {
    const META: Meta = Meta::new(
        "cloud/sg-open-all-ports",
        "Security group opens every port to the Internet",
        "cloud/firewall-rules",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-AWS-6.3", "MITRE-T1133"])
    .aliases(&["e415f8d3-fc2b-4f52-88ab-1129e8c8d3f5", "CKV_AWS_277", "FG_R00045"]);
    const TYPES: &'static [&'static str] = firewall::RULE_TYPES;
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        world::ingress(on, "no rule opens every port to the Internet", every_port, |rule, cidr| {
            format!("`{}` admits {cidr} to {}", on.name, rule.ports())
        })
    }
}

/// All protocols, or every port of one.
fn every_port(rule: &Rule<'_>) -> Option<bool> {
    rule.protocol.known()?;
    if rule.is_all_protocols() {
        return Some(true);
    }
    let (from, to) = (*rule.from.known()?, *rule.to.known()?);
    let ports = rule.protocol.known().is_some_and(|p| {
        p.parse::<i64>().is_err_and(|_| !p.starts_with("icmp")) || p == "6" || p == "17"
    });
    Some(ports && (from <= 0 || from == 1) && (to >= 65535 || (to == -1 && from == -1)))
}
