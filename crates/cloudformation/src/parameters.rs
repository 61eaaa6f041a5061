//! The values of parameters.

use ringfort_source::{Entry, Node};

use crate::value::{K, Val};

/// The value of a parameter: given, its default, or not known. Source: "Parameters" of the user guide.
pub(crate) fn value(entry: &Entry, given: Option<&Val>) -> Val {
    let (name, span) = (&entry.key, entry.key_span);
    let kind = entry.value.get("Type").and_then(Node::as_str).unwrap_or("String");
    if kind.starts_with("AWS::SSM::Parameter::Value") {
        return Val::unknown(span, format!("known after apply: the SSM parameter of `{name}`"));
    }
    let default = || entry.value.get("Default").map(Val::plain);
    let only = || match entry.value.get("AllowedValues").map_or(&[][..], Node::items) {
        [one] => Some(Val::plain(one)),
        _ => None,
    };
    let written = given.filter(|v| !v.is_absent()).cloned().or_else(default).or_else(only);
    match written {
        Some(value) => typed(value, kind),
        None => Val::unknown(span, format!("parameter `{name}` has no value")),
    }
}

/// A list from a text with commas, a number from digits.
fn typed(value: Val, kind: &str) -> Val {
    let Some(text) = value.scalar() else { return value };
    if kind == "CommaDelimitedList" || kind.starts_with("List<") {
        let part = |part: &str| Val { from: value.from, ..Val::text(value.span, part.trim()) };
        let parts = text.split(',').filter(|_| !text.is_empty()).map(part);
        return Val::seq(value.span, parts);
    }
    match text.parse() {
        Ok(number) if kind == "Number" => Val { kind: K::Int(number), ..value },
        _ => value,
    }
}
