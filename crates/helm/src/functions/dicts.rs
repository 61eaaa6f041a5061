//! Maps. Templates change them in place, as in Go.

use std::rc::Rc;

use ringfort_vocab::NoticeKind;

use super::{Call, Function, MANY, Reply, lax, row};
use crate::fault::Fault;
use crate::print;
use crate::text::{Place, Text};
use crate::value::{Data, Map, Slot, Value};

pub(super) const TABLE: &[Function] = &[
    lax("dict", 0, MANY, dict),
    row("get", 2, 2, |c| match c.doubtful(1) {
        Some(open) => c.unknown(open, None),
        None => Ok(c.map(0)?.get(&c.string(1)?).unwrap_or_else(|| Value::str(""))),
    }),
    lax("set", 3, 3, set),
    lax("unset", 2, 2, |c| {
        if c.doubtful(0).is_some() {
            return changed(c);
        }
        c.map(0)?.remove(&c.string(1)?);
        Ok(c.any(0))
    }),
    row("hasKey", 2, 2, |c| Ok(Value::bool(c.map(0)?.get(&c.string(1)?).is_some()))),
    row("pluck", 1, MANY, pluck),
    row("keys", 0, MANY, keys),
    row("values", 1, 1, |c| {
        Ok(Value::list(c.map(0)?.entries().into_iter().map(|(_, s)| s.value).collect()))
    }),
    row("pick", 1, MANY, |c| filtered(c, true)),
    row("omit", 1, MANY, |c| filtered(c, false)),
    lax("merge", 1, MANY, |c| merge(c, false)),
    lax("mustMerge", 1, MANY, |c| merge(c, false)),
    lax("mergeOverwrite", 1, MANY, |c| merge(c, true)),
    lax("mustMergeOverwrite", 1, MANY, |c| merge(c, true)),
    row("deepCopy", 1, 1, whole_copy),
    row("mustDeepCopy", 1, 1, whole_copy),
    lax("dig", 3, MANY, dig),
];

fn dict(call: &mut Call<'_, '_>) -> Reply {
    let keys = (0..call.arguments.len()).step_by(2);
    if let Some(open) = keys.into_iter().find(|i| call.any(*i).is_doubtful()) {
        return call.unknown(open, None);
    }
    let mut entries = vec![];
    for pair in call.arguments.chunks(2) {
        let (Some(key), value) = (pair.first(), pair.get(1)) else { continue };
        let value = value.cloned().unwrap_or_else(|| Value::str(""));
        entries.push((call.strval(key)?.text, value));
    }
    Ok(Value::dict(entries))
}

/// A map is changed in a way that is not known, for whoever reads it later too: said, since no value can show it.
fn changed(call: &Call<'_, '_>) -> Reply {
    let message = format!(
        "`{}` changes a map in a way that is not known, so what is read from it later is not evaluated: give the values, or scan what `helm template` renders too",
        call.name
    );
    call.exec.run.remark(NoticeKind::NotRendered, call.at, message);
    call.unknown(call.doubtful(0).unwrap_or(0), None)
}

fn set(call: &mut Call<'_, '_>) -> Reply {
    if matches!(call.any(0).data, Data::Unknown(_)) || call.any(1).is_doubtful() {
        return changed(call);
    }
    let map = call.map(0)?;
    if call.any(0).is_nil() {
        return Err(Fault::new("the map to set a key of is not set"));
    }
    call.room(1)?;
    map.set(call.string(1)?, Slot { key: None, value: call.any(2) });
    Ok(call.any(0))
}

fn pluck(call: &mut Call<'_, '_>) -> Reply {
    if call.any(0).is_doubtful() {
        return call.unknown(0, None);
    }
    let key = call.string(0)?;
    let mut found = vec![];
    for index in 1..call.arguments.len() {
        found.extend(call.map(index)?.get(&key));
    }
    Ok(Value::list(found))
}

/// Sorted: Go gives no order.
fn keys(call: &mut Call<'_, '_>) -> Reply {
    let mut found = vec![];
    for index in 0..call.arguments.len() {
        for (key, slot) in call.map(index)?.entries() {
            let place = Place { from: slot.key, ..Place::default() };
            found.push(Value::text(Text::new(&*key, place)));
        }
    }
    Ok(Value::strings(found))
}

fn filtered(call: &mut Call<'_, '_>, keep: bool) -> Reply {
    if let Some(open) = call.doubtful(1) {
        return call.unknown(open, None);
    }
    let map = call.map(0)?;
    let mut named = vec![];
    for index in 1..call.arguments.len() {
        named.push(call.string(index)?);
    }
    let entries = map.entries().into_iter();
    let kept = entries.filter(|(k, _)| named.iter().any(|n| **n == **k) == keep);
    Ok(Value::map(kept).with(call.any(0).origin))
}

fn merge(call: &mut Call<'_, '_>, overwrite: bool) -> Reply {
    if call.arguments.iter().any(|a| matches!(a.data, Data::Unknown(_))) {
        return changed(call);
    }
    let target = call.map(0)?;
    for index in 1..call.arguments.len() {
        merge_into(call, &target, &*call.map(index)?, overwrite, 0)?;
    }
    let origin = call.any(0).origin;
    Ok(Value { data: Data::Map(target), origin })
}

/// The rules of `mergo`: what is there stays unless it is empty, or unless overwriting was asked for; maps are
/// merged key by key.
fn merge_into(
    call: &Call<'_, '_>,
    target: &Rc<Map>,
    source: &Map,
    overwrite: bool,
    depth: usize,
) -> Result<(), Fault> {
    if depth > print::MAX_DEPTH {
        return Err(print::too_deep());
    }
    for (key, slot) in source.entries() {
        call.exec.run.step()?;
        let there = target.get(&key);
        if slot.value.is_nil() && !overwrite {
            continue;
        }
        match (there.as_ref().map(|v| &v.data), &slot.value.data) {
            (Some(Data::Map(inner)), Data::Map(other)) => {
                merge_into(call, inner, other, overwrite, depth + 1)?;
                if inner.len() == 0 && other.len() > 0 {
                    target.set(key, slot);
                }
            }
            (Some(_), _) if !overwrite && there.as_ref().is_some_and(Value::truth) => {}
            // Empty or not: which of the two wins is not known.
            (Some(_), _) if !overwrite && there.as_ref().is_some_and(|v| v.decided().is_err()) => {}
            _ => target.set(key, slot),
        }
    }
    Ok(())
}

/// How many bytes a copied value takes at least.
const VALUE_SIZE: usize = 192;

fn whole_copy(call: &mut Call<'_, '_>) -> Reply {
    copy(&call.any(0), 0, &|| call.room(VALUE_SIZE))
}

/// A copy that shares no map with the original.
pub(crate) fn copy(value: &Value, depth: usize, step: &dyn Fn() -> Result<(), Fault>) -> Reply {
    step()?;
    if depth > print::MAX_DEPTH {
        return Err(print::too_deep());
    }
    let data = match &value.data {
        Data::Map(map) => {
            let mut entries = vec![];
            for (key, slot) in map.entries() {
                let value = copy(&slot.value, depth + 1, step)?;
                entries.push((key, Slot { key: slot.key, value }));
            }
            Data::Map(Rc::new(Map::new(entries, map.name.get())))
        }
        Data::List(list) => {
            let items: Result<Vec<Value>, Fault> =
                list.items().iter().map(|v| copy(v, depth + 1, step)).collect();
            let copied = if list.strings { Value::strings(items?) } else { Value::list(items?) };
            copied.data
        }
        other => other.clone(),
    };
    Ok(Value { data, origin: value.origin })
}

/// `dig "a" "b" otherwise map`.
fn dig(call: &mut Call<'_, '_>) -> Reply {
    let last = call.arguments.len().saturating_sub(1);
    let otherwise = call.any(last.saturating_sub(1));
    let open = (0..=last).filter(|i| *i + 1 != last).find(|i| call.any(*i).is_doubtful());
    if let Some(open) = open {
        return call.unknown(open, None);
    }
    let mut value = Value::new(Data::Map(call.map(last)?));
    for index in 0..last.saturating_sub(1) {
        if let Data::Unknown(_) = value.data {
            return Ok(Value::unknown(value.origin, None));
        }
        let key = call.string(index)?;
        let Some(map) = value.as_map() else {
            return Err(Fault::new(format!("`{key}` of a value that is no map")));
        };
        value = match map.get(&key) {
            Some(found) => found,
            None => return Ok(otherwise),
        };
    }
    Ok(value)
}
