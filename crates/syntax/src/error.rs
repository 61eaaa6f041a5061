//! What a reader says about text it cannot take.

use ringfort_source::{SourceId, Span};

/// One place that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// Where reading failed.
    pub span: Span,
    /// The cause and the next step, as one sentence.
    pub message: String,
}

impl Error {
    /// An error at `span`.
    pub fn new(span: Span, message: impl Into<String>) -> Self {
        Self { span, message: message.into() }
    }

    /// An error at the character that holds byte `offset` of `text`; the end of the text if beyond.
    pub(crate) fn at(
        source: SourceId,
        text: &str,
        offset: usize,
        message: impl Into<String>,
    ) -> Self {
        let start = text.floor_char_boundary(offset);
        let width = text.get(start..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8);
        Self::new(Span::of(source, start..start + width), message)
    }
}
