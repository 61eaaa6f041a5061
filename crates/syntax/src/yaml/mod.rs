//! YAML as Kubernetes tools read it.
//!
//! The event parser is a port of libyaml, the ancestor of the one in kubectl, so that what a cluster
//! accepts is accepted here: under-indented quoted text, tabs between tokens, CRLF, a byte order mark.
//! Plain scalars mean what YAML 1.1 says (`yes` and `on` are booleans, `0644` is octal); keys stay text.
//! `CloudFormation`'s short tags become the maps they stand for.
//!
//! Limits: lists and maps nest at most [`MAX_DEPTH`] deep, a source holds at most [`MAX_NODES`] values,
//! and aliases may add at most [`MAX_COPIED`] copies. Beyond a limit the document becomes an error.

mod compose;
mod layout;
mod scalar;
mod split;
mod tag;
#[cfg(test)]
mod tests;

pub use layout::{comments, looks_templated};
use ringfort_source::{Node, SourceId, Span};

use crate::Error;

/// How deep lists and maps may nest. The deepest schemas in use stay under 100.
pub const MAX_DEPTH: usize = 256;
/// How many values one source may hold.
pub const MAX_NODES: usize = 4_000_000;
/// How many values aliases and anchors may copy in one source.
pub const MAX_COPIED: usize = 500_000;

/// What a YAML stream holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parsed {
    /// The documents that could be read and hold something, in order.
    pub documents: Vec<Document>,
    /// One error for each document that could not be read.
    pub errors: Vec<Error>,
}

/// One document of a stream.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Its value.
    pub root: Node,
    /// The lines it takes, from its `---` to the next.
    pub span: Span,
}

/// Reads a stream. A document that cannot be read costs only itself: the stream is split first.
pub fn parse(source: SourceId, text: &str) -> Parsed {
    let mut parsed = Parsed::default();
    let mut budget = compose::Budget { nodes: MAX_NODES, copied: MAX_COPIED };
    for range in split::documents(text) {
        let span = Span::of(source, range.clone());
        match compose::document(source, text, range, &mut budget) {
            Ok(Some(root)) => parsed.documents.push(Document { root, span }),
            Ok(None) => {}
            Err(error) => parsed.errors.push(error),
        }
    }
    parsed
}
