//! Checks of the Cluster layer.
//!
//! A folder per group, two files per check: the code and its page, which is also its test.

pub mod network;
pub mod rbac;
mod registry;
mod support;

pub use registry::CHECKS;
