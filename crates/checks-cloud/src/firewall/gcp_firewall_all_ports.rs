//! Google firewall opens every port.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::gcp_firewall::{self, Direction};

/// Google firewall opens every port.
pub struct GcpFirewallAllPorts;

impl Check for GcpFirewallAllPorts {
    const META: Meta = Meta::new(
        "cloud/gcp-firewall-all-ports",
        "Google firewall opens every port",
        "cloud/firewall-rules",
        Severity::Medium,
    )
    .aliases(&[
        "22ef1d26-80f8-4a6c-8c15-f35aab3cac78",
        "3602d273-3290-47b2-80fa-720162b1a8af",
        "GCP-0072",
    ]);
    const TYPES: &'static [&'static str] = gcp_firewall::TYPES;
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let Some(rule) = gcp_firewall::rule(on, Direction::Ingress) else {
            return Verdict::NotApplicable;
        };
        let (mut failures, mut open) = (vec![], rule.open);
        for (index, traffic) in rule.traffic.iter().enumerate() {
            match traffic.is_everything() {
                Some(true) => {
                    let message = format!("`{}` opens every port", on.name);
                    let key = format!("{}", index + 1);
                    failures.push(Failure::new(traffic.span, message).key(key));
                }
                Some(false) => {}
                None => open = Some((traffic.span, "protocol or ports are not known")),
            }
        }
        let verdict = match open {
            Some((span, cause)) if failures.is_empty() => Verdict::unknown(span, cause.to_owned()),
            _ => Verdict::of(failures, on.header, "names its ports"),
        };
        gcp_firewall::with_network(verdict, on, scene)
    }
}
