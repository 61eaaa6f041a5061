//! Amazon Web Services: who is reached over gateways, route tables, network ACLs, security groups and load balancers.

mod balancer;
mod groups;
mod machine;
mod nacl;
mod peering;
mod place;
mod routes;
mod service;
mod store;

use super::build::Builder;
use groups::Groups;
use nacl::Nacls;
use routes::Routes;

/// What the readers of AWS share.
pub(crate) struct Aws<'a> {
    pub(crate) groups: Groups<'a>,
    pub(crate) nacls: Nacls<'a>,
    pub(crate) routes: Routes<'a>,
}

/// Reads what is in AWS.
pub(crate) fn derive(b: &mut Builder<'_>) {
    let mut aws = Aws {
        groups: Groups::new(b.world),
        nacls: Nacls::new(b.world),
        routes: Routes::new(b.world),
    };
    machine::derive(b, &mut aws);
    store::derive(b, &mut aws);
    service::derive(b, &mut aws);
    balancer::derive(b, &mut aws);
    peering::derive(b);
}
