//! Go's own functions.

use super::{Call, Function, MANY, Reply, lax, row, text};
use crate::exec::{compare, printf, same};
use crate::fault::Fault;
use crate::text::{Place, Text};
use crate::value::{Data, Value};

pub(super) const TABLE: &[Function] = &[
    lax("not", 1, 1, |c| match c.any(0).decided() {
        Ok(truth) => Ok(Value::bool(!truth)),
        Err(_) => c.unknown(0, None),
    }),
    row("eq", 2, MANY, eq),
    row("ne", 2, 2, |c| Ok(Value::bool(!same(&c.any(0), &c.any(1))?))),
    row("lt", 2, 2, |c| Ok(Value::bool(compare(&c.any(0), &c.any(1))?.is_lt()))),
    row("le", 2, 2, |c| Ok(Value::bool(compare(&c.any(0), &c.any(1))?.is_le()))),
    row("gt", 2, 2, |c| Ok(Value::bool(compare(&c.any(0), &c.any(1))?.is_gt()))),
    row("ge", 2, 2, |c| Ok(Value::bool(compare(&c.any(0), &c.any(1))?.is_ge()))),
    row("len", 1, 1, len),
    row("index", 1, MANY, index),
    lax("print", 0, MANY, |c| sprint(c)),
    lax("println", 0, MANY, println),
    lax("printf", 1, MANY, |c| text(printf(c.exec.run, &*c.text(0)?, c.rest(1))?)),
    row("html", 0, MANY, |c| escape(c, html)),
    row("js", 0, MANY, |c| escape(c, js)),
    row("urlquery", 0, MANY, |c| escape(c, query)),
    row("call", 1, MANY, |_| Err(Fault::new("a value that is no function is called"))),
];

fn eq(call: &mut Call<'_, '_>) -> Reply {
    let first = call.any(0);
    for other in call.rest(1) {
        if same(&first, other)? {
            return Ok(Value::bool(true));
        }
    }
    Ok(Value::bool(false))
}

fn len(call: &mut Call<'_, '_>) -> Reply {
    let value = call.any(0);
    let length = value.len().ok_or_else(|| call.wrong(0, "a text, list or map"))?;
    Ok(Value::int(length as i64))
}

/// `index x 1 "a"` is `x[1]["a"]`.
fn index(call: &mut Call<'_, '_>) -> Reply {
    if let Some(open) = call.doubtful(1) {
        return call.unknown(open, None);
    }
    let mut value = call.any(0);
    for key in call.rest(1) {
        value = match (&value.data, &key.data) {
            (Data::Unknown(_), _) => return Ok(Value::unknown(value.origin, None)),
            // It has as many elements as something that is not known says.
            (Data::List(_), _) if value.origin.doubt.is_some() => {
                return Ok(Value::unknown(value.origin, None));
            }
            (Data::Nil, _) => return Err(Fault::new("the value that is indexed is not set")),
            (Data::Map(map), Data::Text(key)) => {
                let otherwise = || if map.holds_strings() { Value::str("") } else { Value::nil() };
                map.get(&key.text).unwrap_or_else(otherwise)
            }
            (Data::Map(_), _) => {
                let found = key.type_name();
                return Err(Fault::new(format!("a map is indexed by texts, not by {found}")));
            }
            (Data::List(list), Data::Int(i) | Data::Long(i)) => {
                let found = usize::try_from(*i).ok().and_then(|i| list.items().get(i));
                found.cloned().ok_or_else(|| {
                    Fault::new(format!("index {i} of a list of {}", list.items().len()))
                })?
            }
            (Data::Text(text), Data::Int(i) | Data::Long(i)) => {
                let byte = usize::try_from(*i).ok().and_then(|i| text.text.as_bytes().get(i));
                let byte = byte.ok_or_else(|| Fault::new(format!("index {i} of a text")))?;
                Value::int(i64::from(*byte))
            }
            (Data::List(_) | Data::Text(_), _) => {
                let found = key.type_name();
                return Err(Fault::new(format!(
                    "a list is indexed by whole numbers, not by {found}: use `int`"
                )));
            }
            _ => {
                let found = value.type_name();
                return Err(Fault::new(format!("a value of type {found} cannot be indexed")));
            }
        };
    }
    Ok(value)
}

/// Blanks go between operands of which neither is a text.
fn sprint(call: &Call<'_, '_>) -> Reply {
    let mut out = Text::default();
    let mut before_text = true;
    for value in &call.arguments {
        let is_text = matches!(value.data, Data::Text(_));
        if !before_text && !is_text {
            out.push(" ", Place::default());
        }
        out.push_text(&call.shown(value)?, Place::default());
        before_text = is_text;
    }
    text(out)
}

fn println(call: &mut Call<'_, '_>) -> Reply {
    let mut out = Text::default();
    for (index, value) in call.arguments.iter().enumerate() {
        out.push(if index > 0 { " " } else { "" }, Place::default());
        out.push_text(&call.shown(value)?, Place::default());
    }
    out.push("\n", Place::default());
    text(out)
}

fn escape(call: &Call<'_, '_>, with: fn(&str) -> String) -> Reply {
    let shown = sprint(call)?;
    match shown.as_text() {
        Some(found) => text(found.changed(with)),
        None => Ok(shown),
    }
}

fn html(text: &str) -> String {
    let replaced = |c: char| match c {
        '<' => "&lt;".to_owned(),
        '>' => "&gt;".to_owned(),
        '&' => "&amp;".to_owned(),
        '\'' => "&#39;".to_owned(),
        '"' => "&#34;".to_owned(),
        '\0' => "\u{fffd}".to_owned(),
        c => c.to_string(),
    };
    text.chars().map(replaced).collect()
}

fn js(text: &str) -> String {
    let replaced = |c: char| match c {
        '\\' | '\'' | '"' => format!("\\{c}"),
        '<' | '>' | '&' | '=' => format!("\\u{:04X}", c as u32),
        c if (c as u32) < 0x20 => format!("\\u{:04X}", c as u32),
        c => c.to_string(),
    };
    text.chars().map(replaced).collect()
}

/// A text as part of a query: blanks become `+`.
pub(super) fn query(text: &str) -> String {
    let replaced = |b: u8| match b {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
            char::from(b).to_string()
        }
        b' ' => "+".to_owned(),
        b => format!("%{b:02X}"),
    };
    text.bytes().map(replaced).collect()
}
