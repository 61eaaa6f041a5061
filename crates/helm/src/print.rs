//! Values as texts: what Go's `fmt` makes of them. Source: the documentation of the Go package `fmt`.

use crate::fault::Fault;
use crate::text::{Place, Text};
use crate::value::{Data, Value};

/// How deep lists and maps may nest to be printed.
pub(crate) const MAX_DEPTH: usize = 200;
/// How long one printed value may be: no object of a cluster comes near.
const MAX_LENGTH: usize = 4 << 20;

/// A value as `%v` prints it.
pub(crate) fn show(value: &Value) -> Result<Text, Fault> {
    let mut out = Text::default();
    write(value, &mut out, 0)?;
    Ok(out)
}

/// A value as `%v` prints it, its places left out.
pub(crate) fn plain(value: &Value) -> Result<String, Fault> {
    match value.as_text() {
        Some(text) => Ok(text.text.clone()),
        None => Ok(show(value)?.text),
    }
}

/// Sprig's `strval`: as `%v`, but bytes are a text.
pub(crate) fn strval(value: &Value) -> Result<Text, Fault> {
    match &value.data {
        Data::Bytes(text) => Ok((**text).clone()),
        _ => show(value),
    }
}

fn write(value: &Value, out: &mut Text, depth: usize) -> Result<(), Fault> {
    fits(depth, out)?;
    let place = value.origin.place();
    match &value.data {
        Data::Nil => out.push("<nil>", place),
        Data::Bool(b) => out.push(if *b { "true" } else { "false" }, place),
        Data::Int(i) | Data::Long(i) => out.push(&i.to_string(), place),
        Data::Float(f) => out.push(&float(*f), place),
        Data::Text(text) => out.push_text(text, Place::default()),
        Data::Bytes(text) => {
            let bytes: Vec<String> = text.text.bytes().map(|b| b.to_string()).collect();
            out.push(&format!("[{}]", bytes.join(" ")), place);
        }
        Data::List(list) => {
            out.push("[", place);
            for (index, item) in list.items().iter().enumerate() {
                out.push(if index > 0 { " " } else { "" }, place);
                write(item, out, depth + 1)?;
            }
            out.push("]", place);
        }
        Data::Map(map) => return write_map(value, map, out, depth),
        Data::Object(object) => out.push(&object.to_string(), place),
        Data::Unknown(_) => out.push("unknown", place),
    }
    Ok(())
}

fn write_map(
    value: &Value,
    map: &crate::value::Map,
    out: &mut Text,
    depth: usize,
) -> Result<(), Fault> {
    let place = value.origin.place();
    if let (true, Some(version)) = (map.is_struct(), map.get("Version")) {
        return write(&version, out, depth + 1);
    }
    out.push("map[", place);
    for (index, (key, slot)) in map.entries().iter().enumerate() {
        out.push(if index > 0 { " " } else { "" }, place);
        out.push(&format!("{key}:"), Place { from: slot.key, ..Place::default() });
        write(&slot.value, out, depth + 1)?;
    }
    out.push("]", place);
    Ok(())
}

/// May a value be written `depth` levels deep behind what is in `out`? Lists that share their elements can stand for
/// far more text than they take room.
pub(crate) fn fits(depth: usize, out: &Text) -> Result<(), Fault> {
    if depth > MAX_DEPTH {
        return Err(too_deep());
    }
    if out.len() > MAX_LENGTH {
        let size = MAX_LENGTH >> 20;
        return Err(Fault::limit(format!("one value makes more than {size} MB of text")));
    }
    Ok(())
}

pub(crate) fn too_deep() -> Fault {
    Fault::limit(format!("a value nests more than {MAX_DEPTH} deep: it may hold itself"))
}

/// A float in its shortest form, with an exponent below 1e-4 and from 1e+06 on (where Go's `%v` starts to).
pub(crate) fn float(value: f64) -> String {
    if value.is_nan() {
        return "NaN".into();
    }
    if value.is_infinite() {
        return if value > 0.0 { "+Inf" } else { "-Inf" }.into();
    }
    let (digits, exponent) = shortest(value);
    if (-4..6).contains(&exponent) {
        return format!("{value}");
    }
    scientific(value, &digits, exponent)
}

/// The digits of the shortest form and the decimal exponent of the first one.
pub(crate) fn shortest(value: f64) -> (String, i32) {
    let text = format!("{:e}", value.abs());
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    (mantissa.replace('.', ""), exponent.parse().unwrap_or(0))
}

fn scientific(value: f64, digits: &str, exponent: i32) -> String {
    let sign = if value.is_sign_negative() { "-" } else { "" };
    let (first, rest) = digits.split_at_checked(1).unwrap_or((digits, ""));
    let point = if rest.is_empty() { "" } else { "." };
    let mark = if exponent < 0 { '-' } else { '+' };
    format!("{sign}{first}{point}{rest}e{mark}{:02}", exponent.abs())
}

/// A text in Go's double quotes (`%q`), its places kept.
pub(crate) fn quoted(text: &Text, rest: Place) -> Text {
    let mut out = Text::default();
    out.push("\"", rest);
    for (range, place) in text.parts(0..text.len()) {
        let part: String = text.text.get(range).unwrap_or("").chars().map(escaped).collect();
        out.push(&part, place);
    }
    out.push("\"", rest);
    out
}

fn escaped(c: char) -> String {
    match c {
        '"' => "\\\"".into(),
        '\\' => "\\\\".into(),
        '\n' => "\\n".into(),
        '\t' => "\\t".into(),
        '\r' => "\\r".into(),
        '\x07' => "\\a".into(),
        '\x08' => "\\b".into(),
        '\x0c' => "\\f".into(),
        '\x0b' => "\\v".into(),
        c if (c as u32) < 0x20 || c as u32 == 0x7f => format!("\\x{:02x}", c as u32),
        c if is_print(c) => c.into(),
        c if (c as u32) < 0x1_0000 => format!("\\u{:04x}", c as u32),
        c => format!("\\U{:08x}", c as u32),
    }
}

/// Does Go print the character as it is?
fn is_print(c: char) -> bool {
    let blank = c.is_whitespace() && c != ' ';
    let hidden = matches!(c, '\u{80}'..='\u{9f}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e000}'..='\u{f8ff}' | '\u{fff0}'..='\u{fffb}');
    !blank && !hidden
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_print_as_go_prints_them() {
        let table = [
            (5.0, "5"),
            (1.5, "1.5"),
            (1000.0, "1000"),
            (123_456.0, "123456"),
            (1_000_000.0, "1e+06"),
            (1_234_567.0, "1.234567e+06"),
            (10_000_000.0, "1e+07"),
            (123_456_789_012.0, "1.23456789012e+11"),
            (0.0001, "0.0001"),
            (0.00001, "1e-05"),
            (-2.25, "-2.25"),
        ];
        for (value, text) in table {
            assert_eq!(float(value), text);
        }
    }
}
