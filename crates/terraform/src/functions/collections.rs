//! Lists and maps. These keep known parts beside unknown ones.

use std::collections::BTreeMap;
use std::rc::Rc;

use ringfort_source::Span;

use super::Args;
use crate::equality::equal;
use crate::traverse::{attribute, index};
use crate::types::unify;
use crate::value::{Cause, K, Val};

/// Calls a function of this subject; `None` if `name` is not one.
pub(super) fn call(name: &str, args: Args<'_>) -> Option<Val> {
    let value = match name {
        "merge" => Some(merge(args)),
        "coalesce" => Some(coalesce(args)),
        "concat" => concat(args),
        "coalescelist" => coalesce_list(args),
        "flatten" => flatten(args),
        "lookup" => lookup(args),
        "element" => element(args),
        "length" => length(args),
        "keys" => keys(args),
        "values" => values(args),
        "contains" => contains(args),
        "compact" => compact(args),
        "reverse" => reverse(args),
        "slice" => slice(args),
        "zipmap" => zipmap(args),
        "one" => one(args),
        "chunklist" => chunk_list(args),
        "alltrue" => truths(args, false),
        "anytrue" => truths(args, true),
        // A map (a manifest, values of a chart) is kept as a tree where something in it is not known.
        "yamlencode" => match args.get(0)? {
            v if v.cause().is_some() && v.as_map().is_some_and(|m| m.rest.is_none()) => {
                Some(Val::json(args.at, v.clone()))
            }
            _ => return None,
        },
        "jsondecode" | "yamldecode" => match &args.get(0)?.kind {
            K::Json(tree) => Some((**tree).clone()),
            _ => return None,
        },
        "jsonencode" => args.get(0).map(|v| {
            if v.is_unknown() { v.unknown_like(args.at) } else { Val::json(args.at, v.clone()) }
        }),
        _ => return None,
    };
    Some(value.unwrap_or_else(|| args.unknown().unwrap_or_else(|| args.wrong(name))))
}

fn merge(args: Args<'_>) -> Val {
    let mut entries: BTreeMap<Rc<str>, (Span, Val)> = BTreeMap::new();
    let mut rest: Option<Rc<Cause>> = None;
    for value in args.all {
        if let (K::Unknown(cause), _) | (K::Res(_), Some(cause)) = (&value.kind, value.cause()) {
            // It may set any key again: what came before is no longer certain.
            rest = rest.or(Some(cause.clone()));
            entries.clear();
        } else if let Some(map) = value.as_map() {
            if let Some(cause) = &map.rest {
                rest = rest.or(Some(cause.clone()));
                entries.clear();
            }
            entries.extend(map.entries.iter().map(|(k, v)| (k.clone(), v.clone())));
        } else if !value.is_null() {
            return args.wrong("merge");
        }
    }
    Val::open_map(args.at, entries, rest)
}

fn coalesce(args: Args<'_>) -> Val {
    for value in unify(args.all.to_vec()) {
        match &value.kind {
            K::Null => {}
            K::Str(s) if s.is_empty() => {}
            _ => return value,
        }
    }
    Val::error(args.at, "every argument of `coalesce` is null or empty")
}

fn concat(args: Args<'_>) -> Option<Val> {
    let mut all = Vec::new();
    for value in args.all {
        all.extend_from_slice(value.items()?);
    }
    Some(args.seq(all))
}

fn coalesce_list(args: Args<'_>) -> Option<Val> {
    for value in args.all {
        if value.is_unknown() || !value.items()?.is_empty() {
            return Some(value.clone());
        }
    }
    Some(Val::error(args.at, "every argument of `coalescelist` is empty"))
}

fn flatten(args: Args<'_>) -> Option<Val> {
    fn walk(items: &[Val], out: &mut Vec<Val>) {
        for item in items {
            match item.items() {
                Some(inner) => walk(inner, out),
                None => out.push(item.clone()),
            }
        }
    }
    let mut out = Vec::new();
    walk(args.list(0)?, &mut out);
    // An element that is not known may be a list of any length.
    match out.iter().find(|v| v.is_unknown()) {
        Some(unknown) => Some(unknown.unknown_like(args.at)),
        None => Some(args.seq(out)),
    }
}

fn lookup(args: Args<'_>) -> Option<Val> {
    let map = args.get(0)?;
    let key = args.get(1)?;
    if map.is_unknown() || key.is_unknown() {
        return args.unknown();
    }
    let name = key.text()?;
    let found = map.as_map()?;
    match (found.entries.contains_key(&name), &found.rest, args.get(2)) {
        (false, None, Some(default)) => Some(default.clone()),
        _ => Some(attribute(map, &name, args.at)),
    }
}

fn element(args: Args<'_>) -> Option<Val> {
    let list = args.list(0)?;
    let n = args.int(1)?;
    let len = i64::try_from(list.len()).ok().filter(|l| *l > 0)?;
    list.get(usize::try_from(n.rem_euclid(len)).ok()?).cloned()
}

fn length(args: Args<'_>) -> Option<Val> {
    let value = args.get(0)?;
    #[allow(clippy::cast_precision_loss)] // a length
    let n = match &value.kind {
        // Two unknown elements of a set may be one.
        K::Seq(s) if s.set && s.items.iter().any(Val::is_unknown) && s.items.len() > 1 => {
            return value.cause().map(|_| value.unknown_like(args.at));
        }
        K::Seq(s) => s.items.len(),
        K::Map(m) if m.rest.is_some() => return Some(value.unknown_like(args.at)),
        K::Map(m) => m.entries.len(),
        K::Json(_) if value.cause().is_some() => return Some(value.unknown_like(args.at)),
        K::Str(_) | K::Json(_) => value.text()?.chars().count(),
        _ => return None,
    } as f64;
    Some(args.num(n))
}

fn closed(args: Args<'_>) -> Option<&BTreeMap<Rc<str>, (Span, Val)>> {
    let value = args.get(0)?;
    let map = value.as_map()?;
    (map.rest.is_none() && matches!(value.kind, K::Map(_))).then_some(&map.entries)
}

/// A map with keys that are not known, as an unknown.
fn open(args: Args<'_>) -> Option<Val> {
    args.get(0).filter(|v| v.as_map().is_some()).map(|v| v.unknown_like(args.at))
}

fn keys(args: Args<'_>) -> Option<Val> {
    closed(args).map(|m| args.strs(m.keys().cloned())).or_else(|| open(args))
}

fn values(args: Args<'_>) -> Option<Val> {
    let of = |m: &BTreeMap<_, (Span, Val)>| m.values().map(|(_, v)| v.clone()).collect();
    closed(args).map(|m| args.seq(of(m))).or_else(|| open(args))
}

fn contains(args: Args<'_>) -> Option<Val> {
    let wanted = args.get(1)?;
    let mut unknown = None;
    for item in args.list(0)? {
        match equal(item, wanted) {
            Some(true) => return Some(args.bool(true)),
            Some(false) => {}
            None => unknown = unknown.or(Some(if item.cause().is_some() { item } else { wanted })),
        }
    }
    Some(unknown.map_or_else(|| args.bool(false), |v| v.unknown_like(args.at)))
}

fn compact(args: Args<'_>) -> Option<Val> {
    let items = args.list(0)?;
    if let Some(unknown) = items.iter().find(|v| v.is_unknown()) {
        return Some(unknown.unknown_like(args.at));
    }
    let filled = |v: &&Val| !v.is_null() && !matches!(&v.kind, K::Str(s) if s.is_empty());
    Some(args.seq(items.iter().filter(filled).cloned().collect()))
}

fn reverse(args: Args<'_>) -> Option<Val> {
    Some(args.seq(args.list(0)?.iter().rev().cloned().collect()))
}

fn slice(args: Args<'_>) -> Option<Val> {
    let (from, to) = (usize::try_from(args.int(1)?).ok()?, usize::try_from(args.int(2)?).ok()?);
    Some(args.seq(args.list(0)?.get(from..to)?.to_vec()))
}

fn zipmap(args: Args<'_>) -> Option<Val> {
    let (keys, values) = (args.list(0)?, args.list(1)?);
    if keys.len() != values.len() {
        return None;
    }
    if let Some(unknown) = keys.iter().find(|k| k.is_unknown()) {
        return Some(unknown.unknown_like(args.at));
    }
    let entry = |(k, v): (&Val, &Val)| Some((k.text()?, (k.at, v.clone())));
    let entries = keys.iter().zip(values).map(entry).collect::<Option<_>>()?;
    Some(Val::map(args.at, entries))
}

fn one(args: Args<'_>) -> Option<Val> {
    let list = args.list(0)?;
    match list {
        [] => Some(Val::new(args.at, K::Null)),
        [_] => Some(index(&args.seq(list.to_vec()), &args.num(0.0), args.at)),
        _ => None,
    }
}

/// Is any element `deciding`? One that is decides, whatever is not known of the others.
fn truths(args: Args<'_>, deciding: bool) -> Option<Val> {
    let mut unknown = None;
    for item in args.list(0)? {
        match item.truth() {
            Some(b) if b == deciding => return Some(args.bool(deciding)),
            Some(_) => {}
            None if item.is_null() && !deciding => return Some(args.bool(false)),
            None if item.is_null() => {}
            None if item.is_unknown() => unknown = unknown.or(Some(item)),
            None => return None,
        }
    }
    Some(unknown.map_or_else(|| args.bool(!deciding), |v| v.unknown_like(args.at)))
}

fn chunk_list(args: Args<'_>) -> Option<Val> {
    let size = usize::try_from(args.int(1)?).ok()?;
    let list = args.list(0)?;
    let size = if size == 0 { list.len().max(1) } else { size };
    Some(args.seq(list.chunks(size).map(|c| args.seq(c.to_vec())).collect()))
}
