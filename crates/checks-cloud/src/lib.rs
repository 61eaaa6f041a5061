//! Checks of the Cloud layer.
//!
//! A folder per group, two files per check: the code and its page, which is also its test.

pub mod accounts;
pub mod audit;
pub mod backup;
pub mod cluster_access;
pub mod control_plane;
pub mod credentials;
pub mod detection;
pub mod edge;
pub mod encryption;
pub mod exposure;
pub mod firewall;
pub mod iam;
pub mod keys;
pub mod metadata;
pub mod network;
pub mod nodes;
pub mod registries;
mod registry;
pub mod rotation;
mod support;
pub mod workload;

pub use registry::CHECKS;
