//! `printf`. Source: the documentation of the Go package `fmt`.

use super::Run;
use crate::fault::Fault;
use crate::print;
use crate::text::{Place, Text};
use crate::value::{Data, Value};

/// Wider than anything a manifest holds.
const MAX_WIDTH: usize = 10_000;

/// A verb with its flags.
#[derive(Clone, Copy, Default)]
struct Verb {
    minus: bool,
    plus: bool,
    sharp: bool,
    space: bool,
    zero: bool,
    width: Option<usize>,
    precision: Option<usize>,
    letter: char,
}

/// `format` with its verbs replaced by `arguments`.
pub(crate) fn printf(run: &Run, format: &Text, arguments: &[Value]) -> Result<Text, Fault> {
    let mut out = Text::default();
    let mut next = 0;
    let text = format.text.as_str();
    let mut start = 0;
    while let Some(at) = text.get(start..).and_then(|t| t.find('%')) {
        out.push_part(format, start..start + at, Place::default());
        let (verb, length) = read(text.get(start + at + 1..).unwrap_or(""), arguments, &mut next);
        start += at + 1 + length;
        match verb.letter {
            '%' => out.push("%", Place::default()),
            '\0' => out.push("%!(NOVERB)", Place::default()),
            letter => match arguments.get(next) {
                None => out.push(&format!("%!{letter}(MISSING)"), Place::default()),
                Some(value) => {
                    next += 1;
                    let shown = verb.show(value, 0)?;
                    run.spend(shown.len() + verb.width.unwrap_or(0))?;
                    out.push_text(&verb.pad(shown, value), Place::default());
                }
            },
        }
    }
    out.push_part(format, start..text.len(), Place::default());
    extra(&mut out, arguments.get(next..).unwrap_or(&[]))?;
    Ok(out)
}

fn extra(out: &mut Text, left: &[Value]) -> Result<(), Fault> {
    if left.is_empty() {
        return Ok(());
    }
    let mut parts = vec![];
    for value in left {
        parts.push(match value.data {
            Data::Nil => "<nil>".to_owned(),
            _ => format!("{}={}", value.type_name(), print::plain(value)?),
        });
    }
    out.push(&format!("%!(EXTRA {})", parts.join(", ")), Place::default());
    Ok(())
}

/// Reads flags, width, precision and letter; gives how many bytes they take.
fn read(text: &str, arguments: &[Value], next: &mut usize) -> (Verb, usize) {
    let mut verb = Verb::default();
    let chars = text.char_indices();
    let star = |next: &mut usize| -> Option<usize> {
        let value = arguments.get(*next)?;
        *next += 1;
        if let Data::Int(n) = value.data { usize::try_from(n).ok() } else { None }
    };
    let mut point = false;
    for (at, c) in chars {
        match c {
            '-' if !point => verb.minus = true,
            '+' => verb.plus = true,
            '#' => verb.sharp = true,
            ' ' => verb.space = true,
            '0' if verb.width.is_none() && !point => verb.zero = true,
            '0'..='9' => {
                let digit = c as usize - '0' as usize;
                let slot = if point { &mut verb.precision } else { &mut verb.width };
                *slot = Some((slot.unwrap_or(0) * 10 + digit).min(MAX_WIDTH));
            }
            '*' if point => verb.precision = star(next).map(|n| n.min(MAX_WIDTH)),
            '*' => verb.width = star(next).map(|n| n.min(MAX_WIDTH)),
            '.' => {
                point = true;
                verb.precision = Some(0);
            }
            letter => {
                verb.letter = letter;
                return (verb, at + letter.len_utf8());
            }
        }
    }
    (verb, text.len())
}

impl Verb {
    fn show(self, value: &Value, depth: usize) -> Result<Text, Fault> {
        print::fits(depth, &Text::default())?;
        let place = value.origin.place();
        let written = |text: String| Ok(Text::new(text, place));
        match (&value.data, self.letter) {
            (_, 'T') => written(value.type_name().into()),
            (Data::Nil, letter) if letter == 'v' || depth > 0 => written("<nil>".into()),
            (Data::Nil, letter) => written(format!("%!{letter}(<nil>)")),
            (Data::Text(text) | Data::Bytes(text), _) => self.text(text, value),
            (Data::Object(_), 's' | 'v' | 'q') => {
                let shown = print::show(value)?;
                self.text(&shown, value)
            }
            (Data::List(list), _) if self.letter != 'v' => self.list(list.items(), place, depth),
            (Data::Map(map), _) if self.letter != 'v' => {
                let mut out = Text::new("map[", place);
                for (index, (key, slot)) in map.entries().iter().enumerate() {
                    print::fits(depth, &out)?;
                    out.push(if index > 0 { " " } else { "" }, place);
                    out.push_text(&self.show(&Value::str(&**key), depth + 1)?, place);
                    out.push(":", place);
                    out.push_text(&self.show(&slot.value, depth + 1)?, place);
                }
                out.push("]", place);
                Ok(out)
            }
            // What is not known has a text that stands for it, whatever the verb.
            (Data::Unknown(_), _) | (Data::Bool(_) | Data::List(_) | Data::Map(_), 'v' | 't') => {
                print::show(value)
            }
            (Data::Int(i) | Data::Long(i), _) => match self.int(*i) {
                Some(text) => written(text),
                None => self.bad(value),
            },
            (Data::Float(f), _) => match self.float(*f) {
                Some(text) => written(text),
                None => self.bad(value),
            },
            _ => self.bad(value),
        }
    }

    fn list(self, items: &[Value], place: Place, depth: usize) -> Result<Text, Fault> {
        let mut out = Text::new("[", place);
        for (index, item) in items.iter().enumerate() {
            print::fits(depth, &out)?;
            out.push(if index > 0 { " " } else { "" }, place);
            out.push_text(&self.show(item, depth + 1)?, place);
        }
        out.push("]", place);
        Ok(out)
    }

    /// A verb that does not fit the value.
    fn bad(self, value: &Value) -> Result<Text, Fault> {
        let shown = print::plain(value)?;
        let text = format!("%!{}({}={shown})", self.letter, value.type_name());
        Ok(Text::new(text, value.origin.place()))
    }

    fn text(self, text: &Text, value: &Value) -> Result<Text, Fault> {
        let cut = match self.precision {
            Some(n) => {
                let end = text.text.char_indices().nth(n).map_or(text.len(), |(at, _)| at);
                text.part(0..end)
            }
            None => text.clone(),
        };
        let place = value.origin.place();
        let hex = |upper: bool| {
            let digit = |b: u8| if upper { format!("{b:02X}") } else { format!("{b:02x}") };
            Text::new(cut.text.bytes().map(digit).collect::<String>(), place)
        };
        match self.letter {
            's' | 'v' => Ok(cut),
            'q' => Ok(print::quoted(&cut, place)),
            'x' => Ok(hex(false)),
            'X' => Ok(hex(true)),
            _ => self.bad(value),
        }
    }

    fn int(self, value: i64) -> Option<String> {
        let sign = if value < 0 {
            "-"
        } else if self.plus && self.letter != 'v' {
            "+"
        } else if self.space {
            " "
        } else {
            ""
        };
        let size = value.unsigned_abs();
        let digits = match self.letter {
            'd' | 'v' => size.to_string(),
            'b' => format!("{size:b}"),
            'o' if self.sharp => format!("0{size:o}"),
            'o' => format!("{size:o}"),
            'O' => format!("0o{size:o}"),
            'x' if self.sharp => format!("0x{size:x}"),
            'x' => format!("{size:x}"),
            'X' if self.sharp => format!("0X{size:X}"),
            'X' => format!("{size:X}"),
            'c' => return char::from_u32(u32::try_from(value).ok()?).map(String::from),
            'q' => return char::from_u32(u32::try_from(value).ok()?).map(|c| format!("'{c}'")),
            'U' => return Some(format!("U+{size:04X}")),
            _ => return None,
        };
        let least = self.precision.unwrap_or(0);
        let width = if self.zero && !self.minus && self.precision.is_none() {
            self.width.unwrap_or(0).saturating_sub(sign.len())
        } else {
            least
        };
        Some(format!("{sign}{digits:0>width$}"))
    }

    fn float(self, value: f64) -> Option<String> {
        let precision = self.precision.unwrap_or(6);
        let text = match self.letter {
            'v' | 'g' if self.precision.is_none() => print::float(value),
            'G' if self.precision.is_none() => print::float(value).to_uppercase(),
            'g' | 'G' | 'v' => significant(value, precision.max(1)),
            'f' | 'F' => format!("{value:.precision$}"),
            'e' | 'E' => {
                let text = format!("{value:.precision$e}");
                let (mantissa, exponent) = text.split_once('e')?;
                let exponent: i32 = exponent.parse().ok()?;
                let mark = if exponent < 0 { '-' } else { '+' };
                let text = format!("{mantissa}e{mark}{:02}", exponent.abs());
                if self.letter == 'E' { text.to_uppercase() } else { text }
            }
            _ => return None,
        };
        let signed = if self.plus && value >= 0.0 { format!("+{text}") } else { text };
        let width = self.width.filter(|_| self.zero && !self.minus).unwrap_or(0);
        Some(match signed.strip_prefix('-') {
            Some(body) => format!("-{body:0>w$}", w = width.saturating_sub(1)),
            None => format!("{signed:0>width$}"),
        })
    }

    fn pad(self, shown: Text, value: &Value) -> Text {
        let missing = self.width.unwrap_or(0).saturating_sub(shown.text.chars().count());
        if missing == 0 {
            return shown;
        }
        let (blanks, place) = (" ".repeat(missing), value.origin.place());
        let mut out = if self.minus { shown.clone() } else { Text::new(blanks.clone(), place) };
        if self.minus {
            out.push(&blanks, place);
        } else {
            out.push_text(&shown, Place::default());
        }
        out
    }
}

/// `%g` with a precision.
fn significant(value: f64, precision: usize) -> String {
    let text = format!("{:.*e}", precision - 1, value);
    let exponent: i32 = text.split_once('e').and_then(|(_, e)| e.parse().ok()).unwrap_or(0);
    let digits = i32::try_from(precision).unwrap_or(i32::MAX);
    if exponent < -4 || exponent >= digits {
        let rounded: f64 = text.parse().unwrap_or(value);
        let (digits, exponent) = print::shortest(rounded);
        let (first, rest) = digits.split_at_checked(1).unwrap_or(("0", ""));
        let point = if rest.is_empty() { "" } else { "." };
        let mark = if exponent < 0 { '-' } else { '+' };
        let sign = if value < 0.0 { "-" } else { "" };
        return format!("{sign}{first}{point}{rest}e{mark}{:02}", exponent.abs());
    }
    let rounded: f64 = text.parse().unwrap_or(value);
    format!("{rounded}")
}
