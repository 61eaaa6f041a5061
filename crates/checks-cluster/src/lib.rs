//! Checks of the Cluster layer.
//!
//! A folder per group, two files per check: the code and its page, which is also its test.

pub mod audit;
pub mod availability;
pub mod control_plane;
pub mod dapr;
pub mod encryption;
pub mod gateway;
pub mod gke_nodes;
pub mod kubelet;
pub mod mesh;
pub mod namespaces;
pub mod network;
pub mod nodes;
pub mod pod_security_policy;
pub mod rbac;
mod registry;
pub mod secrets;
mod support;

pub use registry::CHECKS;
