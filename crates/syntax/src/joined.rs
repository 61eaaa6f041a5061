//! Text put together from pieces of a source (continued lines), which still knows where each byte was.

use std::ops::Range;

use ringfort_source::{SourceId, Span};

/// A text whose ranges can be traced back to the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joined {
    source: SourceId,
    text: String,
    /// Offset here and in the source at which a piece begins.
    pieces: Vec<(usize, usize)>,
}

/// A word with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The word.
    pub text: String,
    /// Where it is written, quotes included.
    pub span: Span,
}

impl Joined {
    /// A text of `source` without pieces.
    pub fn new(source: SourceId) -> Self {
        Self { source, text: String::new(), pieces: Vec::new() }
    }

    /// A text that is one piece: `text` stands at `at` in `source`.
    pub fn whole(source: SourceId, text: &str, at: usize) -> Self {
        Self { source, text: text.to_owned(), pieces: vec![(0, at)] }
    }

    /// Adds a piece that stands at `at` in the source.
    pub fn push(&mut self, piece: &str, at: usize) {
        self.pieces.push((self.text.len(), at));
        self.text.push_str(piece);
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where `range` of the text stands in the source.
    pub fn span(&self, range: Range<usize>) -> Span {
        let start = self.offset(range.start);
        let end = if range.is_empty() { start } else { self.offset(range.end - 1) + 1 };
        Span::of(self.source, start..end.max(start))
    }

    /// The span of everything.
    pub fn all(&self) -> Span {
        self.span(0..self.text.len())
    }

    /// `range` of the text as a text of its own.
    #[must_use]
    pub fn slice(&self, range: Range<usize>) -> Self {
        let text = self.text.get(range.clone()).unwrap_or("").to_owned();
        let before = self.pieces.partition_point(|p| p.0 <= range.start).saturating_sub(1);
        let pieces = self.pieces.iter().skip(before).take_while(|p| p.0 <= range.end);
        let shifted = pieces.map(|&(here, there)| match here.checked_sub(range.start) {
            Some(here) => (here, there),
            None => (0, there + (range.start - here)),
        });
        Self { source: self.source, text, pieces: shifted.collect() }
    }

    /// The words between white space in `range`.
    pub fn words(&self, range: Range<usize>) -> Vec<Word> {
        let text = self.text.get(range.clone()).unwrap_or("");
        let mut out = Vec::new();
        let mut at = range.start;
        for part in text.split(|c: char| c.is_ascii_whitespace()) {
            if !part.is_empty() {
                out.push(Word { text: part.into(), span: self.span(at..at + part.len()) });
            }
            at += part.len() + 1;
        }
        out
    }

    /// The source that the pieces are from.
    pub fn source(&self) -> SourceId {
        self.source
    }

    fn offset(&self, at: usize) -> usize {
        let index = self.pieces.partition_point(|p| p.0 <= at).saturating_sub(1);
        self.pieces.get(index).map_or(0, |(here, there)| there + at.saturating_sub(*here))
    }
}
