//! Microsoft Azure: who is reached over public addresses, network security groups, routes, load balancers, Azure
//! Firewall, and the firewalls that services have of their own.

mod balancer;
mod cluster;
mod firewall;
mod loose;
mod machine;
mod nsg;
mod routes;
mod service;
mod vnet;

use super::build::Builder;
use nsg::Nsgs;

/// Reads what is in Azure.
pub(crate) fn derive(b: &mut Builder<'_>) {
    let mut nsgs = Nsgs::new(b.world);
    let cards = machine::derive(b, &mut nsgs);
    cluster::derive(b);
    service::derive(b);
    balancer::derive(b, &mut nsgs, &cards);
    firewall::derive(b, &cards);
    vnet::derive(b);
    loose::derive(b, &cards);
}
