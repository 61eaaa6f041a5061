//! Settings on the command line: `a.b=1,c[0]=x,d={p,q},e=null`. Source: Helm's documentation, "The Format and
//! Limitations of --set".

use std::rc::Rc;

use ringfort_source::Node;

use super::coalesce::child;
use crate::value::{Data, Map, Slot, Value};

/// The largest index of a list.
const MAX_INDEX: usize = 65_536;

/// Lays the settings of `text` over `values`. What is no setting is left out.
pub(crate) fn apply(text: &str, values: &Rc<Map>) {
    for part in split(text, ',') {
        let mut sides = split(&part, '=').into_iter();
        let Some(path) = sides.next() else { continue };
        let Some(raw) = part.get(path.len() + 1..) else { continue };
        put(values, &split(&path, '.'), value(raw));
    }
}

/// Lays one value with its place over `values`.
pub(super) fn put_node(path: &str, node: &Node, text: bool, values: &Rc<Map>) {
    let placed = super::load::value(node);
    let value = match node.as_str() {
        Some(raw) if !text => value(raw).with(placed.origin),
        _ => placed,
    };
    put(values, &split(path, '.'), value);
}

/// The parts between separators that are neither escaped nor in braces.
fn split(text: &str, separator: char) -> Vec<String> {
    let (mut out, mut part, mut depth) = (vec![], String::new(), 0_usize);
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => {
                part.push(c);
                part.extend(chars.next());
            }
            '{' | '[' => {
                depth += 1;
                part.push(c);
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                part.push(c);
            }
            c if c == separator && depth == 0 => out.push(std::mem::take(&mut part)),
            c => part.push(c),
        }
    }
    out.push(part);
    out
}

/// Without the backslashes that escape.
fn unescaped(text: &str) -> String {
    let (mut out, mut chars) = (String::new(), text.chars());
    while let Some(c) = chars.next() {
        if c == '\\' { out.extend(chars.next()) } else { out.push(c) }
    }
    out
}

/// Booleans, null and whole numbers are taken as such; a leading zero makes a text.
fn value(raw: &str) -> Value {
    if let Some(list) = raw.strip_prefix('{').and_then(|r| r.strip_suffix('}')) {
        let items = split(list, ',');
        return Value::list(items.iter().filter(|i| !i.is_empty()).map(|i| value(i)).collect());
    }
    match raw {
        "true" => Value::bool(true),
        "false" => Value::bool(false),
        "null" => Value::nil(),
        "0" => Value::long(0),
        _ if raw.starts_with('0') => Value::str(unescaped(raw)),
        _ => raw.parse().map_or_else(|_| Value::str(unescaped(raw)), Value::long),
    }
}

/// The name of a segment and its indices: `c[0][1]`.
fn indices(segment: &str) -> (String, Vec<usize>) {
    let (name, rest) = segment.split_once('[').unwrap_or((segment, ""));
    let numbers = rest.split('[').filter_map(|n| n.strip_suffix(']')?.parse().ok());
    (unescaped(name), numbers.filter(|n| *n <= MAX_INDEX).collect())
}

fn put(values: &Rc<Map>, path: &[String], value: Value) {
    let Some((first, rest)) = path.split_first() else { return };
    let (name, indices) = indices(first);
    if indices.is_empty() {
        match rest {
            [] => values.set(name, Slot { key: None, value }),
            // A part of what is not known stays so.
            _ if values.get(&name).is_some_and(|v| matches!(v.data, Data::Unknown(_))) => {}
            rest => put(&child(values, &name), rest, value),
        }
        return;
    }
    let there = values.get(&name).unwrap_or_else(Value::nil);
    let value = indexed(there, &indices, rest, value);
    values.set(name, Slot { key: None, value });
}

/// The list `there` with `value` at `indices`, holes filled with nil.
fn indexed(there: Value, indices: &[usize], rest: &[String], value: Value) -> Value {
    let Some((first, more)) = indices.split_first() else {
        if rest.is_empty() {
            return value;
        }
        let map = match &there.data {
            Data::Map(map) => map.clone(),
            _ => Rc::default(),
        };
        put(&map, rest, value);
        return Value::new(Data::Map(map));
    };
    let mut items = there.as_list().unwrap_or(&[]).to_vec();
    if items.len() <= *first {
        items.resize_with(first + 1, Value::nil);
    }
    if let Some(slot) = items.get_mut(*first) {
        let old = std::mem::replace(slot, Value::nil());
        *slot = indexed(old, more, rest, value);
    }
    Value::list(items)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_become_values() {
        let table = [
            ("a=1", "map[a:1]"),
            ("a.b=x,a.c=true", "map[a:map[b:x c:true]]"),
            ("a={x,2}", "map[a:[x 2]]"),
            ("a[1].b=x", "map[a:[<nil> map[b:x]]]"),
            (r"a\.b=c\,d", "map[a.b:c,d]"),
            ("a=007,b=null,c=", "map[a:007 b:<nil> c:]"),
            ("a=b=c", "map[a:b=c]"),
        ];
        for (text, expected) in table {
            let values = Rc::default();
            apply(text, &values);
            let shown = crate::print::plain(&Value::new(Data::Map(values))).unwrap();
            assert_eq!(shown, expected, "{text}");
        }
    }
}
