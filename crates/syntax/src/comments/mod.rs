//! Comments with their places, for every format: what suppressions are read from.
//!
//! The scanners know quotes, heredocs and block text well enough not to be fooled by a marker in
//! them. They work on text that does not parse.

mod hash;
mod slash;

pub use hash::{dockerfile, python, requirements, toml};
use ringfort_source::{SourceId, Span};
pub use slash::{c_like, hcl};

pub use crate::yaml::comments as yaml;

/// One comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// From the marker to the comment's end, without the line break.
    pub span: Span,
    /// The text without the markers and the white space around it.
    pub text: String,
}

impl Comment {
    /// The comment at `range` whose markers take `open` and `close` bytes.
    pub(crate) fn new(
        source: SourceId,
        text: &str,
        range: std::ops::Range<usize>,
        open: usize,
        close: usize,
    ) -> Self {
        let inner = range.start + open..range.end.saturating_sub(close).max(range.start + open);
        let body = text.get(inner).unwrap_or("").trim().to_owned();
        Self { span: Span::of(source, range), text: body }
    }
}
