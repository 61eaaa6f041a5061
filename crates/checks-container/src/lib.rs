//! Checks of the Container layer.

mod registry;

pub use registry::CHECKS;
