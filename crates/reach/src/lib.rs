//! Who reaches whom in a cluster, from its files. Floor 4.
//!
//! [`Reach::derive`] reads the policies of every language (NetworkPolicy, AdminNetworkPolicy and its kin,
//! Cilium's, Calico's) into one form, gathers the pods into classes that no policy tells apart as sources or as destinations, and answers
//! questions: [`Reach::allowed`], [`Reach::peers_of`], [`Reach::egress_to`], [`Reach::internet_ingress`],
//! [`Reach::connections`]. Whether anything enforces the policies is its own question: [`Reach::enforced`].
//!
//! Answers have three values. What turns on a label, a selector or an address that no file shows is neither
//! allowed nor denied but unknown, with the cause.

mod address;
mod answer;
mod bits;
pub mod cloud;
mod cluster;
mod decision;
mod door;
mod endpoint;
mod enforce;
mod engine;
mod entry;
mod expr;
mod labels;
mod loose;
mod mesh;
mod network;
mod policy;
mod ports;
mod program;
mod reach;
mod read;
mod remarks;
mod role;
mod universe;

pub use address::Range;
pub use decision::{Certainty, Deciding, Decision, Effect};
pub use door::{Door, DoorKind};
pub use endpoint::{Endpoint, EndpointId};
pub use enforce::{Enforcement, Plugin};
pub use entry::Entry;
pub use network::{Network, NetworkId, NetworkKind};
pub use policy::{Direction, Remark, RemarkKind};
pub use ports::{PortSet, Protocol};
pub use reach::{Class, Connection, Party, Place, Reach};
pub use ringfort_model::kube::{ObjectId, ScopeId};

/// What to take for granted where the files are silent. By default nothing is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Assumptions {
    /// Namespaces and ServiceAccounts that no file declares have no labels but those that the cluster sets.
    pub undeclared_namespaces_are_bare: bool,
    /// Policies apply to pods on the host network as to any other, as some network plugins have it.
    pub host_network_is_like_any: bool,
    /// Pods and nodes have addresses of IP version 4 only.
    pub addresses_are_version_4: bool,
}
