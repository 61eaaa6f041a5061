//! Amazon Web Services: who is reached over gateways, route tables, network ACLs, security groups and load balancers.

mod accelerator;
mod balancer;
mod behind;
mod front;
mod groups;
mod lightsail;
mod loose;
mod machine;
mod nacl;
mod peering;
mod place;
mod routes;
mod service;
mod store;
mod transit;

use std::collections::HashMap;

use super::build::Builder;
use super::endpoint::EndpointId;
use balancer::Passage;
use groups::Groups;
use nacl::Nacls;
use routes::Routes;

/// What the readers of AWS share.
pub(crate) struct Aws<'a> {
    pub(crate) groups: Groups<'a>,
    pub(crate) nacls: Nacls<'a>,
    pub(crate) routes: Routes<'a>,
    /// What each balancer passes on.
    pub(crate) passages: HashMap<EndpointId, Passage>,
}

/// Reads what is in AWS.
pub(crate) fn derive(b: &mut Builder<'_>) {
    let mut aws = Aws {
        groups: Groups::new(b.world),
        nacls: Nacls::new(b.world),
        routes: Routes::new(b.world),
        passages: HashMap::new(),
    };
    machine::derive(b, &mut aws);
    store::derive(b, &mut aws);
    service::derive(b, &mut aws);
    balancer::derive(b, &mut aws);
    front::derive(b, &mut aws);
    accelerator::derive(b, &aws);
    loose::derive(b, &aws);
    behind::derive(b, &aws);
    lightsail::derive(b);
    peering::derive(b);
    transit::derive(b);
}
