//! Where text is. Floor 1 of the house: everything above points into sources through these types.
//!
//! - [`SourceId`], [`Span`]: a place, in 12 bytes.
//! - [`SourceMap`]: the texts themselves, with their paths and line numbers.
//! - [`Edit`]: a replacement of a span by a text.
//! - [`encoding`]: texts that stand for bytes.
//! - [`Node`]: the neutral value tree (what YAML, JSON and evaluated HCL become) whose every value
//!   remembers its span, and which can say "unknown".

mod edit;
pub mod encoding;
mod lines;
mod map;
mod node;
mod span;

pub use edit::{Edit, apply_edits};
pub use lines::LineIndex;
pub use map::{SourceFile, SourceMap};
pub use node::{At, Entry, Kind, Node};
pub use span::{SourceId, Span};
