//! Values as JSON, as Go writes it.

use crate::fault::Fault;
use crate::print;
use crate::text::{Place, Text};
use crate::value::{Data, Value};

/// How JSON is laid out.
#[derive(Clone, Copy, Default)]
pub(crate) struct Style {
    /// One entry a line, indented by two.
    pub(crate) pretty: bool,
    /// `<`, `>` and `&` as they are.
    pub(crate) raw: bool,
}

/// `value` as JSON.
pub(crate) fn encode(value: &Value, style: Style) -> Result<Text, Fault> {
    let mut out = Text::default();
    write(value, style, 0, &mut out)?;
    Ok(out)
}

fn write(value: &Value, style: Style, depth: usize, out: &mut Text) -> Result<(), Fault> {
    print::fits(depth, out)?;
    let place = value.origin.place();
    match &value.data {
        Data::Nil => out.push("null", place),
        Data::Bool(b) => out.push(if *b { "true" } else { "false" }, place),
        Data::Int(i) | Data::Long(i) => out.push(&i.to_string(), place),
        Data::Float(f) => out.push(&number(*f), place),
        Data::Text(text) => string(text, style, place, out),
        Data::Bytes(text) => {
            let encoded = super::base64::encode(text.text.as_bytes());
            out.push(&format!("\"{encoded}\""), place);
        }
        Data::List(list) => {
            let items = list.items();
            out.push("[", place);
            for (index, item) in items.iter().enumerate() {
                separate(index, style, depth, place, out);
                write(item, style, depth + 1, out)?;
            }
            close(items.is_empty(), "]", style, depth, place, out);
        }
        Data::Map(map) => {
            let entries = map.entries();
            out.push("{", place);
            for (index, (key, slot)) in entries.iter().enumerate() {
                separate(index, style, depth, place, out);
                let at = Place { from: slot.key, ..Place::default() };
                string(&Text::new(&**key, at), style, at, out);
                out.push(if style.pretty { ": " } else { ":" }, at);
                write(&slot.value, style, depth + 1, out)?;
            }
            close(entries.is_empty(), "}", style, depth, place, out);
        }
        Data::Object(_) | Data::Unknown(_) => {
            let shown = print::show(value)?;
            string(&shown, style, place, out);
        }
    }
    Ok(())
}

fn separate(index: usize, style: Style, depth: usize, place: Place, out: &mut Text) {
    out.push(if index > 0 { "," } else { "" }, place);
    if style.pretty {
        out.push(&format!("\n{}", "  ".repeat(depth + 1)), place);
    }
}

fn close(empty: bool, bracket: &str, style: Style, depth: usize, place: Place, out: &mut Text) {
    if style.pretty && !empty {
        out.push(&format!("\n{}", "  ".repeat(depth)), place);
    }
    out.push(bracket, place);
}

/// A float as Go's JSON writes it: plain between 1e-6 and 1e21.
pub(crate) fn number(value: f64) -> String {
    if !value.is_finite() {
        return "null".into();
    }
    let size = value.abs();
    if size == 0.0 || (1e-6..1e21).contains(&size) {
        return format!("{value}");
    }
    let text = format!("{value:e}");
    match text.split_once('e') {
        Some((mantissa, exponent)) if !exponent.starts_with('-') => {
            format!("{mantissa}e+{exponent}")
        }
        _ => text,
    }
}

fn string(text: &Text, style: Style, rest: Place, out: &mut Text) {
    out.push("\"", rest);
    for (range, place) in text.parts(0..text.len()) {
        let part: String =
            text.text.get(range).unwrap_or("").chars().map(|c| escaped(c, style.raw)).collect();
        out.push(&part, place);
    }
    out.push("\"", rest);
}

fn escaped(c: char, raw: bool) -> String {
    match c {
        '"' => "\\\"".into(),
        '\\' => "\\\\".into(),
        '\n' => "\\n".into(),
        '\r' => "\\r".into(),
        '\t' => "\\t".into(),
        '\x08' => "\\b".into(),
        '\x0c' => "\\f".into(),
        '<' | '>' | '&' if !raw => format!("\\u{:04x}", c as u32),
        '\u{2028}' | '\u{2029}' => format!("\\u{:04x}", c as u32),
        c if (c as u32) < 0x20 => format!("\\u{:04x}", c as u32),
        c => c.into(),
    }
}
