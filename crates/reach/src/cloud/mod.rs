//! What of a cloud estate can be reached, from the internet and among its own: over gateways, routes, network ACLs,
//! security groups, load balancers and the firewalls of services, as infrastructure code declares them.
//!
//! Each endpoint knows the ways that lead to it, each way what it has to get through (`gate`), and the lists of rules
//! of every cloud are one kind of thing (`filter`). Clouds differ in how they are read: `aws`, `azure`, `google`.

mod aws;
mod azure;
mod build;
mod doubt;
mod endpoint;
mod estate;
mod filter;
mod gate;
mod google;
mod link;

pub use doubt::Doubt;
pub use endpoint::{Answer, Endpoint, EndpointId, Exposure, Provider, Sort, Source};
pub use estate::Estate;
pub use filter::{Effect, Step};
