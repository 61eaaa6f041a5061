//! Checks of the Code layer.
//!
//! A folder per group, two files per check: the code and its page, which is also its test.

pub mod access;
pub mod crypto;
pub mod dependencies;
pub mod errors;
pub mod http;
pub mod injection;
pub mod input;
pub mod logging;
pub mod pipeline;
mod registry;
pub mod secrets;
mod support;
pub mod transport;

pub use registry::CHECKS;
