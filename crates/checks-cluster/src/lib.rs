//! Checks of the Cluster layer.

mod registry;

pub use registry::CHECKS;
