//! Typed resources whose fields remember where they came from. Floor 2.
//!
//! [`Model`] is what ingest builds and facts derive from. Kubernetes objects and cloud resources
//! keep their whole value tree ([`ringfort_source::Node`]) beside the typed view, so that a check
//! on a rare field needs no new type.

pub mod cloud;
pub mod code;
pub mod compose;
mod document;
pub mod image;
pub mod kube;
mod model;
mod node_text;
pub mod packages;
pub mod pipeline;
mod value;
pub mod version;

pub use document::{Document, TextFile};
pub use model::Model;
pub use node_text::NodeText;
pub use value::Value;
