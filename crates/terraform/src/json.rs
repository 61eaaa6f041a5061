//! JSON and simple YAML as values, both ways.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::rc::Rc;

use ringfort_source::{Kind, Node, Span};

use crate::value::{K, Val, number_text};

/// Writes a value as the language's `jsonencode` does: keys in order, `<`, `>` and `&` escaped.
pub(crate) fn encode(value: &Val) -> String {
    let mut out = String::new();
    write(value, &mut out);
    out
}

fn write(value: &Val, out: &mut String) {
    match &value.kind {
        K::Null | K::Unknown(_) | K::Partial(_) => out.push_str("null"),
        K::Bool(b) => out.push_str(if *b { "true" } else { "false" }),
        K::Num(n) => out.push_str(&number_text(*n)),
        K::Str(s) => quote(s, out),
        K::Json(v) => quote(&encode(v), out),
        K::Seq(s) => {
            out.push('[');
            for (i, item) in s.items.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                write(item, out);
            }
            out.push(']');
        }
        K::Map(_) | K::Res(_) => {
            out.push('{');
            let entries = value.as_map().into_iter().flat_map(|m| &m.entries);
            for (i, (key, (_, item))) in entries.enumerate() {
                if i > 0 {
                    out.push(',');
                }
                quote(key, out);
                out.push(':');
                write(item, out);
            }
            out.push('}');
        }
    }
}

/// Writes a JSON text.
pub(crate) fn quote(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' | '\0'..='\u{1f}' => {
                let _ = write!(out, "\\u{:04x}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

/// A parsed tree as a value. `place` says where a node stands.
pub(crate) fn from_node(node: &Node, place: &dyn Fn(&Node) -> Span) -> Val {
    let at = place(node);
    #[allow(clippy::cast_precision_loss)] // the language's own numbers in JSON are doubles
    match &node.kind {
        Kind::Null => Val::new(at, K::Null),
        Kind::Bool(b) => Val::bool(at, *b),
        Kind::Int(i) => Val::num(at, *i as f64),
        Kind::Float(f) => Val::num(at, *f),
        Kind::Str(s) => Val::str(at, &**s),
        Kind::Seq(items) => Val::seq(at, items.iter().map(|n| from_node(n, place)).collect()),
        Kind::Map(entries) => {
            let entry = |e: &ringfort_source::Entry| {
                let value = from_node(&e.value, place);
                (Rc::from(&*e.key), (value.at, value))
            };
            Val::map(at, entries.iter().map(entry).collect::<BTreeMap<_, _>>())
        }
        Kind::Unknown(cause) => Val::unknown(at, cause.clone()),
    }
}

/// Reads JSON text; every value stands at `at`.
pub(crate) fn decode(at: Span, text: &str) -> Option<Val> {
    let node = ringfort_syntax::json::parse(at.source, text).ok()?;
    Some(from_node(&node, &|_| at))
}

/// Writes a value as block YAML, as the language's `yamlencode` does.
pub(crate) fn encode_yaml(value: &Val) -> String {
    match &value.kind {
        K::Seq(_) | K::Map(_) | K::Res(_) => {
            let mut out = String::new();
            yaml(value, 0, false, &mut out);
            out
        }
        K::Str(s) => format!("{}\n", quoted(s)),
        _ => format!("{}\n...\n", encode(value)),
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::new();
    quote(text, &mut out);
    out
}

fn yaml(value: &Val, indent: usize, inline: bool, out: &mut String) {
    let pad = " ".repeat(indent);
    let mut first = inline;
    let mut lead = |out: &mut String| {
        if !std::mem::take(&mut first) {
            out.push_str(&pad);
        }
    };
    if let Some(items) = value.items().filter(|i| !i.is_empty()) {
        for item in items {
            lead(out);
            out.push_str("- ");
            nested(item, indent + 2, true, out);
        }
    } else if let Some(map) = value.as_map().filter(|m| !m.entries.is_empty()) {
        for (key, (_, item)) in &map.entries {
            lead(out);
            quote(key, out);
            out.push(':');
            nested(item, indent + 2, false, out);
        }
    } else {
        lead(out);
        write(value, out);
        out.push('\n');
    }
}

/// Is the text written as a block of lines: has it several, and no characters that such a block cannot hold?
fn is_literal(text: &str) -> bool {
    text.contains('\n') && !text.chars().any(|c| c.is_control() && c != '\n' && c != '\t')
}

/// A text of several lines as a block; the mark says what becomes of the line ends at its end.
fn literal(text: &str, indent: usize, out: &mut String) {
    let body = text.trim_end_matches('\n');
    let chomp = match text.len() - body.len() {
        0 => "-",
        1 if !body.is_empty() => "",
        _ => "+",
    };
    let hint = if body.starts_with([' ', '\n']) { "2" } else { "" };
    let _ = writeln!(out, "|{hint}{chomp}");
    let lines = text.strip_suffix('\n').unwrap_or(text);
    for line in lines.split('\n') {
        let pad = if line.is_empty() { 0 } else { indent };
        let _ = writeln!(out, "{}{line}", " ".repeat(pad));
    }
}

fn nested(item: &Val, indent: usize, in_list: bool, out: &mut String) {
    let filled = item.items().is_some_and(|i| !i.is_empty())
        || item.as_map().is_some_and(|m| !m.entries.is_empty());
    match (filled, in_list) {
        (true, true) => yaml(item, indent, true, out),
        (true, false) => {
            out.push('\n');
            // A list under a key is not indented.
            yaml(item, if item.items().is_some() { indent - 2 } else { indent }, false, out);
        }
        (false, in_list) => {
            if !in_list {
                out.push(' ');
            }
            match &item.kind {
                K::Str(text) if is_literal(text) => literal(text, indent, out),
                _ => {
                    write(item, out);
                    out.push('\n');
                }
            }
        }
    }
}

/// Reads a YAML text of one document; every value stands at `at`.
pub(crate) fn decode_yaml(at: Span, text: &str) -> Option<Val> {
    let parsed = ringfort_syntax::yaml::parse(at.source, text);
    match parsed.documents.as_slice() {
        [one] if parsed.errors.is_empty() => Some(from_node(&one.root, &|_| at)),
        [] if parsed.errors.is_empty() => Some(Val::new(at, K::Null)),
        _ => None,
    }
}
