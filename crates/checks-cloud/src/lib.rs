//! Checks of the Cloud layer.

mod registry;

pub use registry::CHECKS;
