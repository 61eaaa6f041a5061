//! Laying values over each other. Source: Helm's documentation, "Subcharts and Global Values" and "Values Files".

use std::rc::Rc;

use super::Chart;
use crate::fault::Fault;
use crate::functions::copy;
use crate::value::{Data, Map, Slot, Value};

/// What lies above wins; a null above takes the key away.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Null {
    /// Keys with null go.
    Deletes,
    /// Keys with null stay, for a later pass.
    Stays,
}

/// Puts the defaults of `chart` and its subcharts below `values`.
pub(super) fn chart(chart: &Chart<'_>, values: &Rc<Map>, null: Null) -> Result<(), Fault> {
    let own = copied(&chart.values)?;
    for (key, slot) in own.entries() {
        below(values, key, slot, null);
    }
    for sub in &chart.charts {
        let table = table_of(values, sub);
        globals(&table, values);
        self::chart(sub, &table, null)?;
    }
    Ok(())
}

/// Puts one default below what is there.
fn below(values: &Rc<Map>, key: Rc<str>, slot: Slot, null: Null) {
    match values.slot(&key) {
        None => {
            if slot.value.is_nil() && null == Null::Deletes {
                return;
            }
            if let (Null::Deletes, Data::Map(map)) = (null, &slot.value.data) {
                strip(map, 0);
            }
            values.set(key, slot);
        }
        Some(there) => match (&there.value.data, &slot.value.data) {
            (Data::Nil, _) if null == Null::Deletes => {
                values.remove(&key);
            }
            (Data::Map(upper), Data::Map(lower)) => {
                for (key, slot) in lower.entries() {
                    below(upper, key, slot, null);
                }
            }
            _ => {}
        },
    }
}

/// Takes nulls out of a default that nothing lies above.
fn strip(map: &Rc<Map>, depth: usize) {
    if depth > crate::print::MAX_DEPTH {
        return;
    }
    for (key, slot) in map.entries() {
        match &slot.value.data {
            Data::Nil => {
                map.remove(&key);
            }
            Data::Map(inner) => strip(inner, depth + 1),
            _ => {}
        }
    }
}

/// The table of a subchart. Where it is not known, none of the values is that the subchart has defaults for.
fn table_of(values: &Rc<Map>, sub: &Chart<'_>) -> Rc<Map> {
    let there = values.get(&sub.name);
    let Some(unknown) = there.filter(|v| matches!(v.data, Data::Unknown(_))) else {
        return child(values, &sub.name);
    };
    let table = child(values, &sub.name);
    for (key, slot) in sub.values.entries() {
        let origin = unknown.origin.or(slot.value.origin);
        table.set(key, Slot { key: slot.key, value: Value::unknown(origin, None) });
    }
    table
}

/// The table under `key`, made where there is none.
pub(super) fn child(values: &Rc<Map>, key: &str) -> Rc<Map> {
    if let Some(Data::Map(map)) = values.get(key).map(|v| v.data.clone()) {
        return map;
    }
    let table = Value::dict::<&str>([]);
    let found = table.as_map().cloned().unwrap_or_default();
    values.set(key, Slot { key: None, value: table });
    found
}

/// Hands `global` down: what the parent says wins.
fn globals(values: &Rc<Map>, parent: &Rc<Map>) {
    let above = parent.slot("global");
    let Some(Data::Map(from)) = above.as_ref().map(|s| s.value.data.clone()) else {
        match above.filter(|s| matches!(s.value.data, Data::Unknown(_))) {
            Some(unknown) => values.set("global", unknown),
            None => drop(child(values, "global")),
        }
        return;
    };
    let into = child(values, "global");
    for (key, slot) in from.entries() {
        let there = into.get(&key);
        match (&slot.value.data, there.as_ref().map(|v| &v.data)) {
            (Data::Map(upper), Some(Data::Map(lower))) => {
                // Tables within the table stay shared with the parent, as in Helm.
                let joined = Rc::new(Map::new(upper.entries(), None));
                for (key, slot) in lower.entries() {
                    below(&joined, key, slot, Null::Deletes);
                }
                let value = Value { data: Data::Map(joined), origin: slot.value.origin };
                into.set(key, Slot { key: slot.key, value });
            }
            (Data::Map(upper), None) => {
                let copy = Rc::new(Map::new(upper.entries(), None));
                let value = Value { data: Data::Map(copy), origin: slot.value.origin };
                into.set(key, Slot { key: slot.key, value });
            }
            (Data::Map(_), Some(_)) | (_, Some(Data::Map(_))) => {}
            _ => into.set(key, slot),
        }
    }
}

/// Lays one value over what is there; tables are joined.
pub(super) fn lay(values: &Rc<Map>, key: Rc<str>, slot: Slot) {
    let there = values.slot(&key);
    if let (Some(Data::Map(lower)), Data::Map(upper)) =
        (there.as_ref().map(|s| &s.value.data), &slot.value.data)
    {
        for (key, slot) in upper.entries() {
            lay(lower, key, slot);
        }
        return;
    }
    values.set(key, slot);
}

/// A copy that shares nothing.
pub(super) fn copied(map: &Rc<Map>) -> Result<Rc<Map>, Fault> {
    let value = copy(&Value::new(Data::Map(map.clone())), 0, &|| Ok(()))?;
    Ok(value.as_map().cloned().unwrap_or_default())
}

/// Puts `lower` below `values`, nulls kept.
pub(super) fn tables(values: &Rc<Map>, lower: &Rc<Map>) -> Result<(), Fault> {
    for (key, slot) in copied(lower)?.entries() {
        below(values, key, slot, Null::Stays);
    }
    Ok(())
}

/// The value at a path such as `a.b`.
pub(super) fn at(values: &Rc<Map>, path: &str) -> Option<Value> {
    let mut value = Value::new(Data::Map(values.clone()));
    for key in path.split('.').filter(|k| !k.is_empty()) {
        if let Data::Unknown(_) = value.data {
            return Some(value);
        }
        value = value.as_map()?.get(key)?;
    }
    Some(value)
}
