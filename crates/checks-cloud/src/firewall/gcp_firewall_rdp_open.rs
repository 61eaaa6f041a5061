//! Google firewall opens RDP to the Internet.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::gcp_firewall::{self, Direction};

/// Google firewall opens RDP to the Internet.
pub struct GcpFirewallRdpOpen;

impl Check for GcpFirewallRdpOpen {
    const META: Meta = Meta::new(
        "cloud/gcp-firewall-rdp-open",
        "Google firewall opens RDP to the Internet",
        "cloud/firewall-rules",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-GCP-3.7"])
    .aliases(&[
        "50cb6c3b-c878-4b88-b50e-d1421bada9e8",
        "678fd659-96f2-454a-a2a0-c2571f83a4a3",
        "75418eb9-39ec-465f-913c-6f2b6a80dc77",
        "CKV_GCP_3",
        "GCP-0070",
    ]);
    const TYPES: &'static [&'static str] = gcp_firewall::TYPES;
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        gcp_firewall::world(
            on,
            Direction::Ingress,
            "RDP is closed to the Internet",
            |traffic| traffic.admits(3389),
            || format!("`{}` admits the Internet to RDP (port 3389)", on.name),
        )
    }
}
