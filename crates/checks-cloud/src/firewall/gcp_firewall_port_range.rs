//! Google firewall opens a wide range of ports.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::gcp_firewall::{self, Direction};

/// From how many ports on a range is more than one service needs.
const MANY: u32 = 30;

/// Google firewall opens a wide range of ports.
pub struct GcpFirewallPortRange;

impl Check for GcpFirewallPortRange {
    const META: Meta = Meta::new(
        "cloud/gcp-firewall-port-range",
        "Google firewall opens a wide range of ports",
        "cloud/firewall-rules",
        Severity::Info,
    )
    .aliases(&["e6f61c37-106b-449f-a5bb-81bfcaceb8b4", "GCP-0074"]);
    const TYPES: &'static [&'static str] = gcp_firewall::TYPES;
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let Some(rule) = gcp_firewall::rule(on, Direction::Ingress) else {
            return Verdict::NotApplicable;
        };
        let (mut failures, mut open) = (vec![], rule.open);
        for traffic in &rule.traffic {
            let Some(ranges) = traffic.ranges() else {
                open = Some((traffic.span, "the ports are not known"));
                continue;
            };
            for (from, to, span) in ranges.iter().filter(|(a, b, _)| b.saturating_sub(*a) > MANY) {
                let message = format!("`{}` opens all ports from {from} to {to}", on.name);
                failures.push(Failure::new(*span, message).key(format!("{from}-{to}")));
            }
        }
        let verdict = match open {
            Some((span, cause)) if failures.is_empty() => Verdict::unknown(span, cause.to_owned()),
            _ => Verdict::of(failures, on.header, "names each port"),
        };
        gcp_firewall::with_network(verdict, on, scene)
    }
}
