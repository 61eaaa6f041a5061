//! Google firewall opens node ports to the Internet.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::gcp_firewall::{self, Direction};

/// Google firewall opens node ports to the Internet.
pub struct GcpFirewallOpenAdminPorts;

impl Check for GcpFirewallOpenAdminPorts {
    const META: Meta = Meta::new(
        "cloud/gcp-firewall-open-admin-ports",
        "Google firewall opens node ports to the Internet",
        "cloud/firewall-rules",
        Severity::High,
    )
    .gate();
    const TYPES: &'static [&'static str] = gcp_firewall::TYPES;
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        gcp_firewall::world(
            on,
            Direction::Ingress,
            "ports of the cluster are closed to the Internet",
            |traffic| PORTS.iter().map(|p| traffic.admits(*p)).reduce(worse).flatten(),
            || format!("`{}` admits the Internet to ports of kubelet or etcd", on.name),
        )
    }
}

/// The kubelet's API with and without a login, and etcd for clients and peers.
const PORTS: [u32; 4] = [10250, 10255, 2379, 2380];

fn worse(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    if a == Some(true) || b == Some(true) { Some(true) } else { a.and(b) }
}
