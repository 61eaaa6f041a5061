//! Text to trees that keep spans and comments: YAML, JSON, HCL, Dockerfile, Python, lock files.
//!
//! Every reader takes a [`ringfort_source::SourceId`] and the text, never a path: nothing here
//! touches the file system. Errors carry the span, the cause and the next step.

pub mod comments;
pub mod dockerfile;
mod entries;
mod error;
pub mod hcl;
mod joined;
pub mod json;
pub mod python;
pub mod requirements;
pub mod shell;
pub mod toml;
pub mod yaml;

pub use error::Error;
pub use joined::{Joined, Word};
