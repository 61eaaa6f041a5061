//! Places of a text that is a value: where in the files each piece of it is written.

use ringfort_source::{LineIndex, Span};

/// From offsets in a text to places in the files.
#[derive(Debug)]
pub struct Places {
    at: Span,
    how: How,
}

#[derive(Debug)]
enum How {
    /// The text stands there as it is: a file.
    Shift,
    /// Line by line: a heredoc.
    Lines(Lines),
    /// Only the place of the whole is known.
    Whole,
}

impl Places {
    /// The places of `text`, which is written at `at`, where the file says `source`.
    pub fn new(at: Span, source: &str, text: &str) -> Self {
        let how = if source == text {
            How::Shift
        } else {
            Lines::of(at, source, text).map_or(How::Whole, How::Lines)
        };
        Self { at, how }
    }

    /// The place of a piece, given by its offsets in the text.
    pub fn of(&self, piece: Span) -> Span {
        let at = self.at;
        match &self.how {
            How::Shift => Span::new(at.source, at.start + piece.start, at.start + piece.end),
            How::Lines(lines) => lines.place(at, piece),
            How::Whole => at,
        }
    }
}

/// The lines of a heredoc, side by side with those of its text.
#[derive(Debug)]
struct Lines {
    text: LineIndex,
    /// Where the lines of the source begin and end, without indentation, from the first of the text.
    source: Vec<(u32, u32)>,
}

impl Lines {
    fn of(at: Span, source: &str, text: &str) -> Option<Self> {
        if !source.starts_with("<<") || source.contains("%{") {
            return None;
        }
        let mut offset = at.start;
        let mut lines = Vec::new();
        for line in source.split_inclusive('\n') {
            let lead = u32::try_from(line.len() - line.trim_start().len()).ok()?;
            let kept = u32::try_from(line.trim_end().len()).ok()?;
            lines.push((offset + lead.min(kept), offset + kept));
            offset += u32::try_from(line.len()).ok()?;
        }
        lines.remove(0);
        // The delimiter's line is not of the text. Interpolations that add lines break the pairing.
        let pairs = text.lines().count() == lines.len().checked_sub(1)?;
        pairs.then(|| Self { text: LineIndex::new(text), source: lines })
    }

    fn place(&self, at: Span, piece: Span) -> Span {
        let line = |offset: u32| {
            let index = usize::try_from(self.text.line(offset)).unwrap_or(1);
            self.source.get(index.saturating_sub(1)).copied()
        };
        match (line(piece.start), line(piece.end.saturating_sub(1).max(piece.start))) {
            (Some((start, _)), Some((_, end))) => Span::new(at.source, start, end.max(start)),
            _ => at,
        }
    }
}
