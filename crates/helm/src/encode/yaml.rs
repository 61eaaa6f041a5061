//! Values as YAML in block style, as Kubernetes tools write it: sorted keys, lists not indented below their key,
//! long texts folded at 80 columns. Every line keeps the places of the key and the value it came from.

use super::scalar::{self, Style};
use crate::fault::Fault;
use crate::objects::Object;
use crate::print;
use crate::text::{Place, Text};
use crate::value::{Data, Slot, Value};

/// The column behind which a text is folded.
const WIDTH: usize = 80;

/// `value` as YAML, without the last line break.
pub(crate) fn encode(value: &Value) -> Result<Text, Fault> {
    run(value, false)
}

/// As [`encode`], with lists indented below their key.
pub(crate) fn encode_pretty(value: &Value) -> Result<Text, Fault> {
    run(value, true)
}

fn run(value: &Value, pretty: bool) -> Result<Text, Fault> {
    let mut writer = Writer { out: Text::default(), pretty, depth: 0 };
    if is_block(value) {
        writer.block(value, 0)?;
    } else {
        writer.scalar(value, 0)?;
    }
    let end = writer.out.text.strip_suffix('\n').map_or(writer.out.len(), str::len);
    Ok(writer.out.part(0..end))
}

struct Writer {
    out: Text,
    pretty: bool,
    depth: usize,
}

/// What keys are compared by: signs, then runs of digits by their number, then letters. The tool compares only where
/// two keys differ, which is no order where digits and letters alternate; elsewhere the two agree.
fn order(key: &str) -> Vec<(u8, u64, usize, char)> {
    let mut out: Vec<(u8, u64, usize, char)> = vec![];
    for c in key.chars() {
        match (c.to_digit(10), out.last_mut()) {
            (Some(d), Some((1, number, length, _))) => {
                *number = number.saturating_mul(10).saturating_add(u64::from(d));
                *length += 1;
            }
            (Some(d), _) => out.push((1, u64::from(d), 1, ' ')),
            (None, _) => out.push((if c.is_alphabetic() { 2 } else { 0 }, 0, 0, c)),
        }
    }
    out
}

/// Does the value take lines of its own?
fn is_block(value: &Value) -> bool {
    matches!(value.data, Data::List(_) | Data::Map(_)) && value.len().is_some_and(|n| n > 0)
}

impl Writer {
    /// A list or map whose first entry stands where the writer is; the others are indented.
    fn block(&mut self, value: &Value, indent: usize) -> Result<(), Fault> {
        self.depth += 1;
        print::fits(self.depth, &self.out)?;
        match &value.data {
            Data::List(list) => {
                for (index, item) in list.items().iter().enumerate() {
                    self.indent(index, indent, item.origin.place());
                    self.out.push("- ", item.origin.place());
                    self.child(item, indent + 2, indent)?;
                }
            }
            Data::Map(map) => {
                let mut entries = map.entries();
                entries.sort_by_cached_key(|e| order(&e.0));
                for (index, (key, slot)) in entries.iter().enumerate() {
                    self.entry(index, key, slot, indent)?;
                }
            }
            _ => {}
        }
        self.depth -= 1;
        Ok(())
    }

    fn indent(&mut self, index: usize, indent: usize, place: Place) {
        if index > 0 {
            self.out.push(&" ".repeat(indent), place);
        }
    }

    fn entry(&mut self, index: usize, key: &str, slot: &Slot, indent: usize) -> Result<(), Fault> {
        let listed;
        let value = match &slot.value.data {
            Data::Object(Object::Versions(list)) => {
                listed = Value::list(list.iter().map(Value::str).collect());
                &listed
            }
            _ => &slot.value,
        };
        let from = slot.key.or(slot.value.origin.from);
        let at = Place { from, ..Place::default() };
        self.indent(index, indent, at);
        self.text(&Text::new(key, at), at, indent, true);
        self.out.push(":", at);
        if !is_block(value) {
            self.out.push(" ", at);
            return self.child(value, indent, indent);
        }
        let is_list = matches!(value.data, Data::List(_));
        let below = if is_list && !self.pretty { indent } else { indent + 2 };
        self.out.push(&format!("\n{}", " ".repeat(below)), at);
        self.block(value, below)
    }

    /// A value behind `- ` or `key: `. Blocks begin on the same line.
    fn child(&mut self, value: &Value, below: usize, indent: usize) -> Result<(), Fault> {
        if is_block(value) { self.block(value, below) } else { self.scalar(value, indent) }
    }

    fn scalar(&mut self, value: &Value, indent: usize) -> Result<(), Fault> {
        let place = value.origin.place();
        match &value.data {
            Data::Nil => self.out.push("null", place),
            // The pretty form does not pass through JSON.
            Data::Float(f) if self.pretty => self.out.push(&print::float(*f), place),
            Data::Float(f) => self.out.push(&number(*f), place),
            Data::List(_) => self.out.push("[]", place),
            Data::Map(_) => self.out.push("{}", place),
            Data::Text(text) => {
                self.text(text, place, indent, false);
                if text.text.ends_with('\n') && scalar::style(&text.text, false) == Style::Literal {
                    return Ok(());
                }
            }
            Data::Bytes(text) => {
                let encoded = super::base64::encode(text.text.as_bytes());
                self.text(&Text::new(encoded, place), place, indent, false);
            }
            _ => {
                let shown = print::show(value)?;
                self.out.push_text(&shown, place);
            }
        }
        self.out.push("\n", place);
        Ok(())
    }

    fn text(&mut self, text: &Text, rest: Place, indent: usize, key: bool) {
        match scalar::style(&text.text, key) {
            Style::Literal => self.literal(text, rest, indent + 2),
            Style::Plain => self.folded(text, rest, indent + 2, Style::Plain, key),
            quoted => {
                let quote = if quoted == Style::Single { "'" } else { "\"" };
                self.out.push(quote, rest);
                self.folded(text, rest, indent + 2, quoted, key);
                self.out.push(quote, rest);
            }
        }
    }

    fn literal(&mut self, text: &Text, rest: Place, indent: usize) {
        let whole = &text.text;
        let hint = if whole.starts_with([' ', '\n']) { "2" } else { "" };
        let chomp = match whole.strip_suffix('\n') {
            None => "-",
            Some(body) if body.is_empty() || body.ends_with('\n') => "+",
            Some(_) => "",
        };
        self.out.push(&format!("|{hint}{chomp}\n"), rest);
        let mut start = 0;
        for line in whole.split_inclusive('\n') {
            if line != "\n" {
                self.out.push(&" ".repeat(indent), text.place(start));
            }
            self.out.push_part(text, start..start + line.len(), rest);
            start += line.len();
        }
    }

    /// A text on one line, broken at blanks where it is too long.
    fn folded(&mut self, text: &Text, rest: Place, indent: usize, style: Style, key: bool) {
        let line = self.out.text.rfind('\n').map_or(0, |at| at + 1);
        let mut column = self.out.text.get(line..).map_or(0, |l| l.chars().count());
        let mut spaces = false;
        for (at, c) in text.text.char_indices() {
            let place = text.place(at).or(rest);
            let after = text.text.get(at + 1..).and_then(|t| t.chars().next());
            let inside = style == Style::Plain || (at > 0 && after.is_some());
            let before_space = after == Some(' ') && style != Style::Double;
            if c == ' ' && !key && !spaces && column > WIDTH && inside && !before_space {
                self.out.push(&format!("\n{}", " ".repeat(indent)), place);
                column = indent;
                if style == Style::Double && after == Some(' ') {
                    self.out.push("\\", place);
                    column += 1;
                }
            } else {
                let shown = shown(c, style);
                column += shown.chars().count();
                self.out.push(&shown, place);
            }
            spaces = c == ' ';
        }
    }
}

/// A number as YAML writes what JSON holds: whole where it is.
fn number(value: f64) -> String {
    let json = super::json::number(value);
    if json.bytes().all(|b| b.is_ascii_digit() || b == b'-') && value.abs() < 9.2e18 {
        return json;
    }
    print::float(value)
}

fn shown(c: char, style: Style) -> String {
    match (style, c) {
        (Style::Single, '\'') => "''".into(),
        (Style::Double, '"') => "\\\"".into(),
        (Style::Double, '\\') => "\\\\".into(),
        (Style::Double, '\n') => "\\n".into(),
        (Style::Double, '\t') => "\\t".into(),
        (Style::Double, '\r') => "\\r".into(),
        (Style::Double, '\0') => "\\0".into(),
        (Style::Double, '\x07') => "\\a".into(),
        (Style::Double, '\x08') => "\\b".into(),
        (Style::Double, '\x0b') => "\\v".into(),
        (Style::Double, '\x0c') => "\\f".into(),
        (Style::Double, '\x1b') => "\\e".into(),
        (Style::Double, '\u{85}') => "\\N".into(),
        (Style::Double, '\u{feff}') => "\\uFEFF".into(),
        (Style::Double, c) if !scalar::is_printable(c) => format!("\\x{:02X}", c as u32),
        (_, c) => c.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_in_the_order_of_people() {
        let mut keys = ["b", "a10", "a2", "~", "_1", "B", "a", "a02", "10", "9"];
        keys.sort_by_key(|k| order(k));
        assert_eq!(keys, ["_1", "~", "9", "10", "B", "a", "a2", "a02", "a10", "b"]);
    }
}
