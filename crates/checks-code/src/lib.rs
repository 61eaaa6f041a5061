//! Checks of the Code layer.

mod registry;

pub use registry::CHECKS;
