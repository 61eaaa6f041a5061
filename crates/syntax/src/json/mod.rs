//! JSON (RFC 8259), strictly, with the place of every value and of every mistake.
//!
//! A byte order mark is passed over; nothing else beyond the standard is. Of duplicate keys the last
//! wins. Lists and objects nest at most [`MAX_DEPTH`] deep.

mod reader;
#[cfg(test)]
mod tests;
mod text;

use ringfort_source::{Kind, Node, SourceId, Span};

use crate::Error;

/// How deep lists and objects may nest.
pub const MAX_DEPTH: usize = 256;

/// Reads one JSON text.
pub fn parse(source: SourceId, text: &str) -> Result<Node, Error> {
    reader::Reader::new(source, text).document()
}

/// Reads JSON that people write inside of other files, where a `,` is easily left before a closing bracket: what is
/// meant is plain, whatever the one who gets it says.
pub fn parse_lenient(source: SourceId, text: &str) -> Result<Node, Error> {
    reader::Reader::new(source, text).lenient().document()
}

/// Reads a string's content as JSON: a policy in a heredoc, an annotation. `None` if the node is no
/// string or its content no JSON object or list. Every value gets the span of the string, since
/// escapes and indentation make offsets inside it unreliable.
pub fn parse_embedded(node: &Node) -> Option<Node> {
    let text = node.as_str()?.trim();
    if !text.starts_with(['{', '[']) {
        return None;
    }
    let mut inner = parse(node.span.source, text).ok()?;
    place(&mut inner, node.span);
    inner.from.clone_from(&node.from);
    Some(inner)
}

fn place(node: &mut Node, span: Span) {
    node.span = span;
    match &mut node.kind {
        Kind::Seq(items) => items.iter_mut().for_each(|n| place(n, span)),
        Kind::Map(entries) => {
            for entry in entries {
                entry.key_span = span;
                place(&mut entry.value, span);
            }
        }
        _ => {}
    }
}
