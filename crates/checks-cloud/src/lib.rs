//! Checks of the Cloud layer.
//!
//! A folder per group, two files per check: the code and its page, which is also its test.

pub mod audit;
pub mod cluster_access;
pub mod control_plane;
pub mod encryption;
pub mod firewall;
pub mod iam;
pub mod metadata;
pub mod network;
pub mod nodes;
pub mod registries;
mod registry;
mod support;

pub use registry::CHECKS;
