//! `format` and `formatlist`.

use std::fmt::Write as _;

use super::Args;
use crate::value::{K, Val, number_text};

/// Calls a function of this subject; `None` if `name` is not one.
pub(super) fn call(name: &str, args: Args<'_>) -> Option<Val> {
    let value = match name {
        "format" => {
            args.text(0).and_then(|spec| format(&spec, args.all.get(1..)?)).map(|t| args.str(t))
        }
        "formatlist" => format_list(args),
        _ => return None,
    };
    Some(value.unwrap_or_else(|| args.wrong(name)))
}

fn format_list(args: Args<'_>) -> Option<Val> {
    let spec = args.text(0)?;
    let rest = args.all.get(1..)?;
    let Some(length) = rest.iter().filter_map(Val::items).map(<[Val]>::len).max() else {
        return Some(args.strs([format(&spec, rest)?]));
    };
    let line = |i: usize| {
        let each = rest.iter().map(|v| match v.items() {
            Some(items) => items.get(i).cloned(),
            None => Some(v.clone()),
        });
        format(&spec, &each.collect::<Option<Vec<_>>>()?)
    };
    Some(args.strs((0..length).map(line).collect::<Option<Vec<_>>>()?))
}

/// One `%` verb.
#[derive(Default)]
struct Verb {
    minus: bool,
    plus: bool,
    zero: bool,
    sharp: bool,
    space: bool,
    width: usize,
    precision: Option<usize>,
}

/// Widths and precisions beyond this are refused.
const MAX_WIDTH: usize = 1_000;

/// Fills `spec`; `None` where a verb and its value do not fit.
fn format(spec: &str, values: &[Val]) -> Option<String> {
    let mut out = String::new();
    let mut chars = spec.chars().peekable();
    let (mut next, mut used) = (0, 0);
    while let Some(c) = chars.next() {
        if c != '%' {
            out.push(c);
            continue;
        }
        if chars.next_if_eq(&'%').is_some() {
            out.push('%');
            continue;
        }
        let mut verb = Verb::default();
        while let Some(flag) = chars.next_if(|c| "+-0 #".contains(*c)) {
            verb.minus |= flag == '-';
            verb.plus |= flag == '+';
            verb.zero |= flag == '0';
            verb.sharp |= flag == '#';
            verb.space |= flag == ' ';
        }
        let digits = |chars: &mut std::iter::Peekable<std::str::Chars<'_>>| {
            let mut text = String::new();
            while let Some(d) = chars.next_if(char::is_ascii_digit) {
                text.push(d);
            }
            text
        };
        let width = digits(&mut chars);
        verb.width = if width.is_empty() { 0 } else { width.parse().ok()? };
        if chars.next_if_eq(&'.').is_some() {
            verb.precision = Some(digits(&mut chars).parse().unwrap_or(0));
        }
        if chars.next_if_eq(&'[').is_some() {
            next = digits(&mut chars).parse::<usize>().ok()?.checked_sub(1)?;
            chars.next_if_eq(&']')?;
        }
        if verb.width > MAX_WIDTH || verb.precision.is_some_and(|p| p > MAX_WIDTH) {
            return None;
        }
        let kind = chars.next()?;
        verb.write(kind, values.get(next)?, &mut out)?;
        next += 1;
        used = used.max(next);
    }
    (used >= values.len()).then_some(out)
}

impl Verb {
    fn write(&self, kind: char, value: &Val, out: &mut String) -> Option<()> {
        let mut text = match kind {
            's' => value.text()?.to_string(),
            'v' => match &value.kind {
                K::Str(text) if !self.sharp => text.to_string(),
                K::Num(n) if !self.sharp => shortest(*n, false),
                _ => crate::json::encode(value),
            },
            'q' => {
                let mut quoted = String::new();
                crate::json::quote(&value.text()?, &mut quoted);
                quoted
            }
            't' => value.truth()?.to_string(),
            'd' => number_text(value.number()?.trunc()),
            'f' => format!("{:.*}", self.precision.unwrap_or(6), value.number()?),
            'e' | 'E' => scientific(value.number()?, self.precision.or(Some(6)), kind == 'E'),
            'g' | 'G' => shortest(value.number()?, kind == 'G'),
            #[allow(clippy::cast_possible_truncation)] // the language truncates too
            'x' | 'X' | 'o' | 'b' => radix(kind, value.number()? as i64),
            _ => return None,
        };
        if crate::partial::is_marked(&text) && (self.width > 0 || self.precision.is_some()) {
            return None;
        }
        if let (Some(max), 's' | 'v' | 'q') = (self.precision, kind) {
            text = text.chars().take(max).collect();
        }
        if (self.plus || self.space) && !text.starts_with('-') && "dfgeEG".contains(kind) {
            text.insert(0, if self.plus { '+' } else { ' ' });
        }
        let pad = self.width.saturating_sub(text.chars().count());
        if self.minus {
            let _ = write!(out, "{text}{}", " ".repeat(pad));
        } else if self.zero && "dfgeEGxXob".contains(kind) {
            let at = usize::from(text.starts_with(['-', '+']));
            text.insert_str(at, &"0".repeat(pad));
            out.push_str(&text);
        } else {
            let _ = write!(out, "{}{text}", " ".repeat(pad));
        }
        Some(())
    }
}

/// A number in the least digits: with an exponent from a million on, and below a ten-thousandth.
fn shortest(n: f64, capital: bool) -> String {
    let plain = n == 0.0 || (1e-4..1e6).contains(&n.abs());
    if plain { number_text(n) } else { scientific(n, None, capital) }
}

/// `1.5e+07`
fn scientific(n: f64, precision: Option<usize>, capital: bool) -> String {
    let text = match precision {
        Some(p) => format!("{n:.p$e}"),
        None => format!("{n:e}"),
    };
    let (number, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let (sign, exponent) = match exponent.strip_prefix('-') {
        Some(exponent) => ('-', exponent),
        None => ('+', exponent),
    };
    let e = if capital { 'E' } else { 'e' };
    format!("{number}{e}{sign}{exponent:0>2}")
}

fn radix(kind: char, n: i64) -> String {
    let sign = if n < 0 { "-" } else { "" };
    let n = n.unsigned_abs();
    match kind {
        'x' => format!("{sign}{n:x}"),
        'X' => format!("{sign}{n:X}"),
        'o' => format!("{sign}{n:o}"),
        _ => format!("{sign}{n:b}"),
    }
}
