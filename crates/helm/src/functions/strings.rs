//! Texts: cutting, joining, searching. Where parts are kept, their places are too.

use std::rc::Rc;

use super::{Call, Function, MANY, Reply, lax, row, text};
use crate::fault::Fault;
use crate::print;
use crate::text::{Place, Text};
use crate::value::{Data, Slot, Value};

pub(super) const TABLE: &[Function] = &[
    row("trim", 1, 1, |c| cut(&*c.text(0)?, str::trim)),
    row("trimAll", 2, 2, trim_all),
    row("trimall", 2, 2, trim_all),
    row("trimPrefix", 2, 2, |c| {
        let edge = c.string(0)?;
        cut(&*c.text(1)?, |t| t.strip_prefix(edge.as_str()).unwrap_or(t))
    }),
    row("trimSuffix", 2, 2, |c| {
        let edge = c.string(0)?;
        cut(&*c.text(1)?, |t| t.strip_suffix(edge.as_str()).unwrap_or(t))
    }),
    row("trunc", 2, 2, trunc),
    row("substr", 3, 3, substr),
    row("repeat", 2, 2, repeat),
    row("nospace", 1, 1, |c| text(c.text(0)?.changed(|t| t.split_whitespace().collect()))),
    row("contains", 2, 2, |c| Ok(Value::bool(c.string(1)?.contains(&c.string(0)?)))),
    row("hasPrefix", 2, 2, |c| Ok(Value::bool(c.string(1)?.starts_with(&c.string(0)?)))),
    row("hasSuffix", 2, 2, |c| Ok(Value::bool(c.string(1)?.ends_with(&c.string(0)?)))),
    lax("quote", 0, MANY, |c| quotes(c, true)),
    lax("squote", 0, MANY, |c| quotes(c, false)),
    lax("cat", 0, MANY, cat),
    lax("indent", 2, 2, |c| indent(c, "")),
    lax("nindent", 2, 2, |c| indent(c, "\n")),
    row("replace", 3, 3, replace),
    row("plural", 3, 3, |c| Ok(if c.int(2)? == 1 { c.any(0) } else { c.any(1) })),
    row("toString", 1, 1, |c| text(c.strval(&c.any(0))?)),
    row("split", 2, 2, |c| numbered(&parts(&*c.text(1)?, &c.string(0)?, usize::MAX))),
    row("splitn", 3, 3, |c| {
        let most = usize::try_from(c.int(1)?).unwrap_or(usize::MAX);
        numbered(&parts(&*c.text(2)?, &c.string(0)?, most))
    }),
    row("splitList", 2, 2, |c| {
        let found = parts(&*c.text(1)?, &c.string(0)?, usize::MAX);
        Ok(Value::strings(found.into_iter().map(Value::text).collect()))
    }),
    lax("join", 2, 2, join),
    row("toStrings", 1, 1, |c| Ok(Value::strings(texts(c, &c.any(0))?))),
    row("sortAlpha", 1, 1, sort),
    row("hello", 0, 0, |_| Ok(Value::str("Hello!"))),
];

/// The part of `whole` that `find` leaves: where it lies tells which places are kept.
fn cut(whole: &Text, find: impl Fn(&str) -> &str) -> Reply {
    let kept = find(&whole.text);
    let start = kept.as_ptr() as usize - whole.text.as_ptr() as usize;
    text(whole.part(start..start + kept.len()))
}

fn trim_all(call: &mut Call<'_, '_>) -> Reply {
    let edge: Vec<char> = call.string(0)?.chars().collect();
    cut(&*call.text(1)?, |t| t.trim_matches(edge.as_slice()))
}

/// The first bytes, or for a negative count the last ones. A character is not cut.
fn trunc(call: &mut Call<'_, '_>) -> Reply {
    let (count, whole) = (call.int(0)?, call.text(1)?);
    let length = whole.len();
    let size = usize::try_from(count.unsigned_abs()).unwrap_or(usize::MAX);
    if size >= length {
        return text((*whole).clone());
    }
    let range = if count < 0 {
        whole.text.ceil_char_boundary(length - size)..length
    } else {
        0..whole.text.floor_char_boundary(size)
    };
    text(whole.part(range))
}

fn substr(call: &mut Call<'_, '_>) -> Reply {
    let (start, end, whole) = (call.int(0)?, call.int(1)?, call.text(2)?);
    let size = |n: i64| usize::try_from(n).unwrap_or(0);
    let length = whole.len();
    let (from, to) = match (start < 0, end < 0 || size(end) > length) {
        (true, _) => (0, size(end)),
        (false, true) => (size(start), length),
        (false, false) => (size(start), size(end)),
    };
    if from > to || to > length || (start < 0 && end < 0) {
        return Err(Fault::new(format!("{start} to {end} of a text of {length} bytes")));
    }
    let (from, to) = (whole.text.ceil_char_boundary(from), whole.text.floor_char_boundary(to));
    text(whole.part(from..to.max(from)))
}

fn repeat(call: &mut Call<'_, '_>) -> Reply {
    let (count, part) = (call.int(0)?, call.text(1)?);
    let count = usize::try_from(count).map_err(|_| Fault::new("a negative count"))?;
    call.room(count.saturating_mul(part.len().max(1)))?;
    text(part.changed(|t| t.repeat(count)))
}

fn quotes(call: &mut Call<'_, '_>, double: bool) -> Reply {
    let mut out = Text::default();
    let mut first = true;
    for value in call.arguments.iter().filter(|v| !v.is_nil()) {
        let place = value.origin.place();
        out.push(if first { "" } else { " " }, Place::default());
        first = false;
        let shown = call.strval(value)?;
        if double {
            out.push_text(&print::quoted(&shown, place), Place::default());
        } else {
            out.push("'", place);
            out.push_text(&shown, Place::default());
            out.push("'", place);
        }
    }
    text(out)
}

fn cat(call: &mut Call<'_, '_>) -> Reply {
    let mut out = Text::default();
    for value in call.arguments.iter().filter(|v| !v.is_nil()) {
        out.push(if out.len() > 0 { " " } else { "" }, Place::default());
        out.push_text(&call.shown(value)?, Place::default());
    }
    text(out)
}

fn indent(call: &mut Call<'_, '_>, before: &str) -> Reply {
    if call.any(0).is_doubtful() {
        return call.unknown(0, None);
    }
    let (count, whole) = (call.int(0)?, call.text(1)?);
    let count = usize::try_from(count).map_err(|_| Fault::new("a negative indentation"))?;
    let lines = whole.text.matches('\n').count() + 1;
    call.room(count.saturating_mul(lines))?;
    let pad = " ".repeat(count);
    let mut out = Text::default();
    let mut start = 0;
    out.push(before, whole.place(0));
    for line in whole.text.split_inclusive('\n') {
        out.push(&pad, whole.place(start));
        out.push_part(&whole, start..start + line.len(), Place::default());
        start += line.len();
    }
    if whole.text.is_empty() || whole.text.ends_with('\n') {
        out.push(&pad, Place::default());
    }
    text(out)
}

fn replace(call: &mut Call<'_, '_>) -> Reply {
    let (old, new, whole) = (call.string(0)?, call.text(1)?, call.text(2)?);
    let count = if old.is_empty() { whole.len() + 1 } else { whole.text.matches(&*old).count() };
    call.room(count.saturating_mul(new.len()))?;
    if old.is_empty() {
        return text(whole.changed(|t| t.replace(&*old, &new.text)));
    }
    let mut out = Text::default();
    let mut start = 0;
    for (at, _) in whole.text.match_indices(&*old) {
        out.push_part(&whole, start..at, Place::default());
        out.push_text(&new, whole.place(at));
        start = at + old.len();
    }
    out.push_part(&whole, start..whole.len(), Place::default());
    text(out)
}

/// The parts between the separators, at most `most`. An empty separator splits characters.
fn parts(whole: &Text, separator: &str, most: usize) -> Vec<Text> {
    if separator.is_empty() {
        let chars = whole.text.char_indices();
        return chars.map(|(at, c)| whole.part(at..at + c.len_utf8())).collect();
    }
    let mut start = 0;
    let mut out = vec![];
    for part in whole.text.splitn(most, separator) {
        out.push(whole.part(start..start + part.len()));
        start += part.len() + separator.len();
    }
    out
}

/// `_0`, `_1`, and so on.
fn numbered(parts: &[Text]) -> Reply {
    let entry = |(index, part): (usize, &Text)| -> (Rc<str>, Slot) {
        let value = Value::text(part.clone());
        (format!("_{index}").into(), Slot { key: None, value })
    };
    let map =
        crate::value::Map::new(parts.iter().enumerate().map(entry), Some("map[string]string"));
    Ok(Value::new(Data::Map(Rc::new(map))))
}

/// Sprig's `strslice`: the elements as texts, nil left out; one element for what is no list.
fn texts(call: &Call<'_, '_>, value: &Value) -> Result<Vec<Value>, Fault> {
    let one = std::slice::from_ref(value);
    let items = match &value.data {
        Data::Nil => &[],
        Data::List(list) => list.items(),
        _ => one,
    };
    let kept = items.iter().filter(|v| !v.is_nil());
    kept.map(|v| Ok(Value::text(call.strval(v)?).with(v.origin))).collect()
}

fn join(call: &mut Call<'_, '_>) -> Reply {
    let separator = call.text(0)?;
    let mut out = Text::default();
    for (index, value) in texts(call, &call.any(1))?.iter().enumerate() {
        if index > 0 {
            out.push_text(&separator, Place::default());
        }
        out.push_text(&call.strval(value)?, Place::default());
    }
    text(out)
}

fn sort(call: &mut Call<'_, '_>) -> Reply {
    let mut found = texts(call, &call.any(0))?;
    found.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
    Ok(Value::strings(found))
}
