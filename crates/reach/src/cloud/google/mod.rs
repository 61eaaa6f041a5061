//! Google Cloud: who is reached over external addresses, firewall rules, and load balancers.

mod armour;
mod balancer;
mod cluster;
mod endpoint_groups;
mod firewall;
mod loose;
mod machine;
mod network;
mod policy;
mod service;

use super::build::Builder;
use firewall::Firewalls;

/// Reads what is in Google Cloud.
pub(crate) fn derive(b: &mut Builder<'_>) {
    let mut walls = Firewalls::new(b.world);
    machine::derive(b, &mut walls);
    cluster::derive(b, &mut walls);
    service::derive(b);
    balancer::derive(b);
    loose::derive(b);
    network::peerings(b);
}
