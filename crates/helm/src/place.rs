//! From places in the rendered text back to the template line and the values key.

use std::collections::BTreeMap;
use std::ops::Range;

use ringfort_source::{Kind, LineIndex, Node, SourceId, Span};

use crate::text::{At, Text};

/// A rendered text with what is needed to go back.
pub(crate) struct Placer<'a> {
    pub(crate) text: &'a Text,
    /// Its lines.
    pub(crate) lines: LineIndex,
    /// The template file that was rendered.
    pub(crate) file: Span,
    /// The lengths of all sources: no span leads out of its source.
    pub(crate) lengths: &'a BTreeMap<SourceId, u32>,
}

impl Placer<'_> {
    /// Gives `node`, whose spans count in the rendered text, its real places.
    pub(crate) fn place(&self, node: &mut Node) {
        let range = node.span.range();
        node.span = self.at(&range);
        node.from = self.from(node, &range).map(Box::new);
        match &mut node.kind {
            Kind::Seq(items) => items.iter_mut().for_each(|n| self.place(n)),
            Kind::Map(entries) => {
                let keys = entries.iter().map(|e| e.key_span.range());
                if let Some(doubt) = keys.into_iter().find_map(|key| self.text.doubt(key)) {
                    // Which keys it has is not known.
                    node.kind = Kind::Unknown(doubt.cause().into());
                    return;
                }
                for entry in entries {
                    let range = entry.key_span.range();
                    let from = self.text.place(range.start).from;
                    entry.key_span = from.map_or_else(|| self.at(&range), |f| self.inside(f));
                    self.place(&mut entry.value);
                }
            }
            _ => {
                let doubt = self.text.parts(range).find_map(|(_, place)| place.doubt);
                if let Some(doubt) = doubt {
                    node.kind = Kind::Unknown(doubt.cause().into());
                }
            }
        }
    }

    /// The template place of a range. What a helper in another file wrote within a line belongs to that line.
    pub(crate) fn at(&self, range: &Range<usize>) -> Span {
        let line = self.lines.line(range.start as u32);
        let start = self.lines.start(line).map_or(0, |at| at as usize);
        let rest = self.text.text.get(start..).unwrap_or("");
        let first = start + rest.len() - rest.trim_start_matches(' ').len();
        let anchor = self.text.span(first..first + 1);
        let range = if range.is_empty() { range.start..range.start + 1 } else { range.clone() };
        let own = self.text.span(range);
        let span = match (own, anchor) {
            (Some(own), Some(anchor)) if own.source != anchor.source => anchor,
            (Some(own), _) => own,
            (None, Some(anchor)) => anchor,
            (None, None) => self.file,
        };
        self.inside(span)
    }

    fn inside(&self, span: Span) -> Span {
        let end = self.lengths.get(&span.source).copied().unwrap_or(u32::MAX);
        Span { start: span.start.min(end), end: span.end.min(end).max(span.start.min(end)), ..span }
    }

    /// The values key that decides a value: the last one that is in it, unless the template has words of its own
    /// in it. For a list or map: its values as a whole, where all of it came from there.
    fn from(&self, node: &Node, range: &Range<usize>) -> Option<Span> {
        let parts = || self.text.parts(range.clone());
        let whole = matches!(node.kind, Kind::Seq(_) | Kind::Map(_));
        if whole {
            let mut spans = parts().map(|(_, place)| place.from);
            let first = spans.next()??;
            let joined = spans.try_fold(first, |joined, from| from.map(|f| joined.to(f)));
            return joined.map(|s| self.inside(s));
        }
        let written = |(part, place): (Range<usize>, crate::text::Place)| {
            let exact = matches!(place.at, Some(At::Exact(..))) && place.from.is_none();
            let text = self.text.text.get(part).unwrap_or("");
            exact && text.contains(|c: char| c.is_alphanumeric())
        };
        if parts().any(written) {
            return None;
        }
        let last = parts().filter_map(|(_, place)| place.from).last();
        last.map(|s| self.inside(s))
    }
}
