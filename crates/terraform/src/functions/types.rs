//! Conversions between types, and marks.

use super::Args;
use crate::refs::Marks;
use crate::types::unify;
use crate::value::{K, Val};

/// Calls a function of this subject; `None` if `name` is not one.
pub(super) fn call(name: &str, args: Args<'_>) -> Option<Val> {
    let value = args.get(0);
    let result = match name {
        "sensitive" => {
            let marks = Marks { sensitive: true, ..Marks::default() };
            value.map(|v| v.clone().marked(marks))
        }
        "nonsensitive" => value.cloned().map(|mut v| {
            v.refs.marks.sensitive = false;
            v
        }),
        "issensitive" => value.map(|v| {
            let marked = v.refs.marks.sensitive;
            if v.is_unknown() && !marked { v.unknown_like(args.at) } else { args.bool(marked) }
        }),
        "ephemeralasnull" => value.map(|v| as_null(args, v)),
        "tolist" => value.and_then(|v| v.items().map(|i| args.seq(unify(i.to_vec())))),
        "toset" => value.and_then(|v| v.items().map(|i| Val::set(args.at, unify(i.to_vec())))),
        "tomap" => value.and_then(|v| to_map(args, v)),
        "tostring" => convert(value, |v| v.text().map(|t| args.str(t))),
        "tonumber" => convert(value, |v| v.number().map(|n| args.num(n))),
        "tobool" => convert(value, |v| v.truth().map(|b| args.bool(b))),
        _ => return None,
    };
    let result = result.or_else(|| value.filter(|v| v.is_null()).cloned());
    Some(result.or_else(|| args.unknown()).unwrap_or_else(|| args.wrong(name)))
}

/// Does the function decide itself about the marks of its result?
pub(super) fn decides_marks(name: &str) -> bool {
    matches!(name, "nonsensitive" | "issensitive" | "ephemeralasnull")
}

/// Null in place of whatever lasts for one run only.
fn as_null(args: Args<'_>, value: &Val) -> Val {
    if value.refs.marks.ephemeral {
        return Val::new(args.at, K::Null);
    }
    match &value.kind {
        K::Seq(s) if !s.set => args.seq(s.items.iter().map(|v| as_null(args, v)).collect()),
        K::Map(m) => {
            let entries = m.entries.iter().map(|(k, (s, v))| (k.clone(), (*s, as_null(args, v))));
            Val::open_map(args.at, entries.collect(), m.rest.clone())
        }
        _ => value.clone(),
    }
}

fn to_map(args: Args<'_>, value: &Val) -> Option<Val> {
    let map = value.as_map()?;
    let values = unify(map.entries.values().map(|(_, v)| v.clone()).collect());
    let keys = map.entries.iter().map(|(k, (s, _))| (k.clone(), *s));
    let entries = keys.zip(values).map(|((k, s), v)| (k, (s, v))).collect();
    Some(Val::open_map(args.at, entries, map.rest.clone()))
}

/// Null stays null; a text that holds something unknown is unknown.
fn convert(value: Option<&Val>, read: impl Fn(&Val) -> Option<Val>) -> Option<Val> {
    let value = value?;
    if value.is_null() || value.is_unknown() {
        return Some(value.clone());
    }
    read(value).or_else(|| value.cause().map(|_| value.unknown_like(value.at)))
}
