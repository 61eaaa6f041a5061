//! Texts that are JSON although parts of them are not known: policies written as one text with `Fn::Sub`.

use ringfort_source::{Entry, Kind, Node, Span};

use crate::text::joined;
use crate::value::{Field, K, Val};

/// The marks around a hole's number: from a private area of Unicode. A text that happens to hold one is only taken to
/// be less known than it is.
const MARK: (char, char) = ('\u{f8f0}', '\u{f8f1}');

/// The tree of `pieces` side by side, if they are JSON whatever stands in the holes. A key of which a part is not
/// known is written with `*` for that part.
pub(crate) fn tree(span: Span, pieces: &[Val]) -> Option<Val> {
    let first = pieces.first()?.scalar()?;
    if !first.trim_start().starts_with(['{', '[']) {
        return None;
    }
    let mut text = String::new();
    for (i, piece) in pieces.iter().enumerate() {
        match piece.scalar() {
            Some(known) => text.push_str(&known),
            None => {
                text.push(MARK.0);
                text.push_str(&i.to_string());
                text.push(MARK.1);
            }
        }
    }
    let node = ringfort_syntax::json::parse(span.source, text.trim()).ok()?;
    Some(filled(&node, span, pieces))
}

fn filled(node: &Node, span: Span, pieces: &[Val]) -> Val {
    match &node.kind {
        Kind::Str(text) if text.contains(MARK.0) => joined(span, &parts(text, span, pieces)),
        Kind::Seq(items) => Val::seq(span, items.iter().map(|n| filled(n, span, pieces))),
        Kind::Map(entries) => {
            let field = |e: &Entry| {
                Field::new(pattern(&e.key).into(), span, filled(&e.value, span, pieces))
            };
            Val::map(span, entries.iter().map(field))
        }
        _ => Val { span, ..Val::plain(node) },
    }
}

/// A text cut at its marks.
fn parts(text: &str, span: Span, pieces: &[Val]) -> Vec<Val> {
    let mut out = Vec::new();
    for (i, part) in text.split(MARK.0).enumerate() {
        let (number, rest) =
            if i == 0 { ("", part) } else { part.split_once(MARK.1).unwrap_or(("", part)) };
        out.extend(number.parse::<usize>().ok().and_then(|n| pieces.get(n)).cloned());
        out.push(Val::text(span, rest));
    }
    out
}

fn pattern(key: &str) -> String {
    let mut out = String::new();
    for (i, part) in key.split(MARK.0).enumerate() {
        match part.split_once(MARK.1) {
            Some((_, rest)) if i > 0 => out.extend(["*", rest]),
            _ => out.push_str(part),
        }
    }
    out
}

/// Does any piece hold something that is not known?
pub(crate) fn is_holey(pieces: &[Val]) -> bool {
    pieces.iter().any(|p| matches!(p.kind, K::Unknown(_)))
}
