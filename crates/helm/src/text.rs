//! Text that remembers, for each of its parts, the template place that wrote it and the values key it came from.

use std::ops::Range;

use ringfort_source::{SourceId, Span};

use crate::doubt::Doubt;

/// Where a part of a text was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum At {
    /// Copied from a source, byte by byte, from this offset on.
    Exact(SourceId, u32),
    /// Made by the action at this span.
    Action(Span),
}

/// What is known of a part of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    /// The template place that wrote it; `None` until an action writes it out.
    pub(crate) at: Option<At>,
    /// The values key it came from.
    pub(crate) from: Option<Span>,
    /// Why it is not known, if it is not.
    pub(crate) doubt: Option<Doubt>,
}

impl Place {
    /// The place of `count` bytes after the `skip` first ones.
    fn after(self, skip: usize) -> Self {
        let at = match self.at {
            Some(At::Exact(source, start)) => Some(At::Exact(source, start + skip as u32)),
            other => other,
        };
        Self { at, ..self }
    }

    /// The place for `length` bytes that do not stand in the source as they are.
    fn loose(self, length: usize) -> Self {
        match self.at {
            Some(At::Exact(source, start)) => {
                let at = At::Action(Span::new(source, start, start + length as u32));
                Self { at: Some(at), ..self }
            }
            _ => self,
        }
    }

    /// May a part with the place `next` join a part of `length` bytes with this one?
    fn joins(self, length: usize, next: Self) -> bool {
        match self.at {
            Some(At::Exact(..)) => self.after(length) == next,
            _ => self == next,
        }
    }

    /// This place, and what is missing in it from `other`.
    pub(crate) fn or(self, other: Self) -> Self {
        Self {
            at: self.at.or(other.at),
            from: self.from.or(other.from),
            doubt: self.doubt.or(other.doubt),
        }
    }
}

/// A part of a text: where it ends, and its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Piece {
    pub(crate) end: usize,
    pub(crate) place: Place,
}

/// A text in pieces.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Text {
    pub(crate) text: String,
    pieces: Vec<Piece>,
}

impl Text {
    /// A text of one piece.
    pub(crate) fn new(text: impl Into<String>, place: Place) -> Self {
        let text = text.into();
        let pieces = if text.is_empty() { vec![] } else { vec![Piece { end: text.len(), place }] };
        Self { text, pieces }
    }

    /// A text as it stands in a source.
    pub(crate) fn of_source(source: SourceId, text: &str) -> Self {
        Self::new(text, Place { at: Some(At::Exact(source, 0)), ..Place::default() })
    }

    pub(crate) fn len(&self) -> usize {
        self.text.len()
    }

    /// Appends `text`, written at `place`.
    pub(crate) fn push(&mut self, text: &str, place: Place) {
        if text.is_empty() {
            return;
        }
        let begin = self.text.len();
        self.text.push_str(text);
        let end = self.text.len();
        let start = self.pieces.len().checked_sub(2).and_then(|i| self.pieces.get(i));
        let start = start.map_or(0, |p| p.end);
        match self.pieces.last_mut() {
            Some(last) if last.place.joins(begin - start, place) => last.end = end,
            _ => self.pieces.push(Piece { end, place }),
        }
    }

    /// Appends the part `range` of `other`; what its places do not say is taken from `rest`.
    pub(crate) fn push_part(&mut self, other: &Text, range: Range<usize>, rest: Place) {
        for (part, place) in other.parts(range) {
            self.push(other.text.get(part).unwrap_or(""), place.or(rest));
        }
    }

    /// Appends all of `other`; what its places do not say is taken from `rest`.
    pub(crate) fn push_text(&mut self, other: &Text, rest: Place) {
        self.push_part(other, 0..other.len(), rest);
    }

    /// The pieces that lie in `range`, cut to it.
    pub(crate) fn parts(&self, range: Range<usize>) -> impl Iterator<Item = (Range<usize>, Place)> {
        let first = self.pieces.partition_point(|p| p.end <= range.start);
        let before = first.checked_sub(1).and_then(|i| self.pieces.get(i)).map_or(0, |p| p.end);
        let mut start = before;
        let rest = self.pieces.get(first..).unwrap_or(&[]);
        rest.iter().map_while(move |piece| {
            let (from, to) = (start.max(range.start), piece.end.min(range.end));
            let place = piece.place.after(from.saturating_sub(start));
            start = piece.end;
            (from < to).then_some((from..to, place))
        })
    }

    /// The part `range`; empty where it cuts a character.
    pub(crate) fn part(&self, range: Range<usize>) -> Text {
        let mut out = Text::default();
        if self.text.get(range.clone()).is_some() {
            out.push_part(self, range, Place::default());
        }
        out
    }

    /// The place of the byte at `offset`.
    pub(crate) fn place(&self, offset: usize) -> Place {
        self.parts(offset..offset + 1).next().map_or_else(Place::default, |(_, place)| place)
    }

    /// One place for the whole: the first template place, the first values key, any doubt.
    pub(crate) fn summary(&self) -> Place {
        let parts = self.parts(0..self.len()).map(|(range, place)| place.loose(range.len()));
        parts.fold(Place::default(), Place::or)
    }

    /// Does it say something, whatever stands for what is not known in it?
    pub(crate) fn surely_says_something(&self) -> bool {
        self.parts(0..self.len()).any(|(_, place)| place.doubt.is_none_or(Doubt::leaves_a_text))
    }

    /// Is nothing of the part `range` known?
    pub(crate) fn doubt(&self, range: Range<usize>) -> Option<Doubt> {
        let mut doubts = self.parts(range).map(|(_, place)| place.doubt);
        let first = doubts.next()??;
        doubts.all(|doubt| doubt.is_some()).then_some(first)
    }

    /// The text changed as a whole: its places become one.
    pub(crate) fn changed(&self, change: impl FnOnce(&str) -> String) -> Text {
        Text::new(change(&self.text), self.summary())
    }

    /// The template span that `range` was written at, as far as it stands in one source.
    pub(crate) fn span(&self, range: Range<usize>) -> Option<Span> {
        let mut spans = self.parts(range).filter_map(|(part, place)| match place.at? {
            At::Exact(source, start) => {
                Some(Span::new(source, start, start + (part.end - part.start) as u32))
            }
            At::Action(span) => Some(span),
        });
        let first = spans.next()?;
        Some(spans.filter(|s| s.start >= first.start).fold(first, Span::to))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_keep_their_places() {
        let mut text = Text::of_source(SourceId(1), "hello world");
        let tail = text.part(6..11);
        assert_eq!(tail.place(0).at, Some(At::Exact(SourceId(1), 6)));
        text.push_text(&tail, Place::default());
        assert_eq!(text.text, "hello worldworld");
        assert_eq!(text.place(12).at, Some(At::Exact(SourceId(1), 7)));
        assert_eq!(text.span(6..11), Some(Span::new(SourceId(1), 6, 11)));
    }

    #[test]
    fn neighbours_of_one_place_join() {
        let mut text = Text::default();
        for part in ["a", "b"] {
            text.push(part, Place::default());
        }
        assert_eq!(text.parts(0..2).count(), 1);
        let mut copy = Text::default();
        let source = Text::of_source(SourceId(0), "abcd");
        copy.push_part(&source, 0..2, Place::default());
        copy.push_part(&source, 2..4, Place::default());
        assert_eq!(copy, source);
    }
}
