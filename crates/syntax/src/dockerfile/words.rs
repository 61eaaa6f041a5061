//! Splitting arguments: words with quotes, flags, the exec form.

use ringfort_source::Kind;

use super::{Flag, Joined, Word};
use crate::json;

/// Words between white space outside quotes; quotes and escapes stay in the text.
pub(super) fn split(args: &Joined, escape: char) -> Vec<Word> {
    let (mut out, mut start, mut quote, mut skip) = (Vec::new(), None, None, false);
    let mut push = |range: std::ops::Range<usize>| {
        let text = args.text().get(range.clone()).unwrap_or("").to_owned();
        out.push(Word { text, span: args.span(range) });
    };
    for (at, c) in args.text().char_indices() {
        if quote.is_none() && c.is_ascii_whitespace() && !skip {
            if let Some(start) = start.take() {
                push(start..at);
            }
            continue;
        }
        start.get_or_insert(at);
        match quote {
            _ if skip => skip = false,
            Some('"') | None if c == escape => skip = true,
            Some(q) if q == c => quote = None,
            None if matches!(c, '"' | '\'') => quote = Some(c),
            _ => {}
        }
    }
    if let Some(start) = start {
        push(start..args.text().len());
    }
    out
}

/// The flags at the beginning of `args`, and the offset of what follows them.
pub(super) fn flags(args: &Joined) -> (Vec<Flag>, usize) {
    let (text, mut at, mut out) = (args.text(), 0, Vec::new());
    loop {
        let rest = text.get(at..).unwrap_or("");
        let start = at + rest.len() - rest.trim_start().len();
        let rest = rest.trim_start();
        let end = rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
        let Some(word) = rest.get(..end).and_then(|w| w.strip_prefix("--")) else {
            return (out, start);
        };
        at = start + end;
        if word.is_empty() {
            return (out, at);
        }
        let (name, value) = match word.split_once('=') {
            Some((name, value)) => (name, Some(value.trim_matches('"').to_owned())),
            None => (word, None),
        };
        out.push(Flag { name: name.into(), value, span: args.span(start..at) });
    }
}

/// The arguments as a JSON list of strings. Anything else is shell form, as Docker has it.
pub fn exec(args: &Joined) -> Option<Vec<Word>> {
    let text = args.text();
    if !text.trim_start().starts_with('[') {
        return None;
    }
    let node = json::parse(args.source(), text).ok()?;
    let word = |item: &ringfort_source::Node| match &item.kind {
        Kind::Str(s) => Some(Word { text: s.to_string(), span: args.span(item.span.range()) }),
        _ => None,
    };
    node.items().iter().map(word).collect()
}
