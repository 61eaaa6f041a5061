//! Google firewall lets everything out.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::gcp_firewall::{self, Direction};

/// Google firewall lets everything out.
pub struct GcpEgressOpen;

impl Check for GcpEgressOpen {
    const META: Meta = Meta::new(
        "cloud/gcp-egress-open",
        "Google firewall lets everything out",
        "cloud/egress-control",
        Severity::Low,
    )
    .aliases(&["GCP-0035"]);
    const TYPES: &'static [&'static str] = gcp_firewall::TYPES;
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        gcp_firewall::world(
            on,
            Direction::Egress,
            "names where packets may go",
            |traffic| traffic.is_web().map(|web| !web),
            || format!("`{}` lets traffic out to the whole Internet", on.name),
        )
    }
}
