//! Google firewall admits the Internet to more than the web.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::gcp_firewall::{self, Direction};

/// Google firewall admits the Internet to more than the web.
pub struct GcpFirewallAnySource;

impl Check for GcpFirewallAnySource {
    const META: Meta = Meta::new(
        "cloud/gcp-firewall-any-source",
        "Google firewall admits the Internet to more than the web",
        "cloud/firewall-rules",
        Severity::Medium,
    )
    .aliases(&["CKV2_GCP_12", "GCP-0027"]);
    const TYPES: &'static [&'static str] = gcp_firewall::TYPES;
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        gcp_firewall::world(
            on,
            Direction::Ingress,
            "the Internet reaches web ports at most",
            |traffic| traffic.is_web().map(|web| !web),
            || format!("`{}` admits the whole Internet", on.name),
        )
    }
}
