//! Checks of the Container layer.
//!
//! A folder per group, two files per check: the code and its page, which is also its test.

pub mod build;
pub mod capabilities;
pub mod compose;
pub mod confinement;
pub mod filesystem;
pub mod host;
pub mod images;
pub mod instructions;
pub mod privilege;
mod registry;
pub mod resources;
pub mod secrets;
pub mod supply;
mod support;
pub mod user;

pub use registry::CHECKS;
