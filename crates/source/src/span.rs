//! A place in a source: 12 bytes, cheap to copy, meaningful only with its [`crate::SourceMap`].

/// The number of a source in its [`crate::SourceMap`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

/// A half-open range of bytes `start..end` in one source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The source that the offsets count in.
    pub source: SourceId,
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

const _: () = assert!(size_of::<Span>() == 12);

impl Span {
    /// The span `start..end` of `source`.
    pub const fn new(source: SourceId, start: u32, end: u32) -> Self {
        Self { source, start, end }
    }

    /// A span from `usize` offsets, as parsers have them. Offsets beyond 4 GB saturate.
    pub fn of(source: SourceId, range: std::ops::Range<usize>) -> Self {
        let clip = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self::new(source, clip(range.start), clip(range.end))
    }

    /// The empty span at the very beginning of `source`: "this file".
    pub const fn file(source: SourceId) -> Self {
        Self::new(source, 0, 0)
    }

    /// The smallest span that holds both. Spans of different sources do not join: `self` is kept.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        if self.source != other.source {
            return self;
        }
        Self::new(self.source, self.start.min(other.start), self.end.max(other.end))
    }

    /// Does `other` lie inside this span?
    pub fn contains(self, other: Self) -> bool {
        self.source == other.source && self.start <= other.start && other.end <= self.end
    }

    /// The bytes as a `usize` range, to slice the source's text with.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}
