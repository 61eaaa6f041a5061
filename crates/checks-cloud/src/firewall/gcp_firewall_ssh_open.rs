//! Google firewall opens SSH to the Internet.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::gcp_firewall::{self, Direction};

/// Google firewall opens SSH to the Internet.
pub struct GcpFirewallSshOpen;

impl Check for GcpFirewallSshOpen {
    const META: Meta = Meta::new(
        "cloud/gcp-firewall-ssh-open",
        "Google firewall opens SSH to the Internet",
        "cloud/firewall-rules",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-GCP-3.6"])
    .aliases(&[
        "b2fbf1df-76dd-4d78-a6c0-e538f4a9b016",
        "c4dcdcdf-10dd-4bf4-b4a0-8f6239e6aaa0",
        "dee21308-2a7a-49de-8ff7-c9b87e188575",
        "CKV_GCP_2",
        "GCP-0071",
    ]);
    const TYPES: &'static [&'static str] = gcp_firewall::TYPES;
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        gcp_firewall::world(
            on,
            Direction::Ingress,
            "SSH is closed to the Internet",
            |traffic| traffic.admits(22),
            || format!("`{}` admits the Internet to SSH (port 22)", on.name),
        )
    }
}
