//! Checks of the Cluster layer.
//!
//! A folder per group, two files per check: the code and its page, which is also its test.

pub mod audit;
pub mod control_plane;
pub mod encryption;
pub mod dapr;
pub mod gateway;
pub mod kubelet;
pub mod namespaces;
pub mod network;
pub mod rbac;
pub mod secrets;
mod registry;
mod support;

pub use registry::CHECKS;
