//! Lists.

use super::{Call, Function, MANY, Reply, lax, row};
use crate::exec::deep;
use crate::fault::Fault;
use crate::value::{Data, Origin, Value};

pub(super) const TABLE: &[Function] = &[
    lax("list", 0, MANY, |c| Ok(Value::list(std::mem::take(&mut c.arguments)))),
    lax("tuple", 0, MANY, |c| Ok(Value::list(std::mem::take(&mut c.arguments)))),
    lax("append", 2, 2, append),
    lax("mustAppend", 2, 2, append),
    lax("push", 2, 2, append),
    lax("mustPush", 2, 2, append),
    lax("prepend", 2, 2, prepend),
    lax("mustPrepend", 2, 2, prepend),
    row("first", 1, 1, |c| at(c, <[Value]>::first)),
    row("mustFirst", 1, 1, |c| at(c, <[Value]>::first)),
    row("last", 1, 1, |c| at(c, <[Value]>::last)),
    row("mustLast", 1, 1, |c| at(c, <[Value]>::last)),
    row("rest", 1, 1, |c| part(c, |l| l.get(1..))),
    row("mustRest", 1, 1, |c| part(c, |l| l.get(1..))),
    row("initial", 1, 1, |c| part(c, |l| l.get(..l.len().saturating_sub(1)))),
    row("mustInitial", 1, 1, |c| part(c, |l| l.get(..l.len().saturating_sub(1)))),
    row("reverse", 1, 1, reverse),
    row("mustReverse", 1, 1, reverse),
    row("uniq", 1, 1, uniq),
    row("mustUniq", 1, 1, uniq),
    row("without", 1, MANY, without),
    row("mustWithout", 1, MANY, without),
    row("has", 2, 2, has),
    row("mustHas", 2, 2, has),
    row("compact", 1, 1, compact),
    row("mustCompact", 1, 1, compact),
    row("concat", 0, MANY, concat),
    row("chunk", 2, 2, chunk),
    row("mustChunk", 2, 2, chunk),
    row("slice", 1, MANY, slice),
    row("mustSlice", 1, MANY, slice),
];

fn append(call: &mut Call<'_, '_>) -> Reply {
    if let Data::Unknown(_) = call.any(0).data {
        return call.unknown(0, Some(true));
    }
    let list = call.list(0)?;
    call.room(list.items().len())?;
    let mut items = list.items().to_vec();
    items.push(call.any(1));
    Ok(Value::list(items).with(call.any(0).origin))
}

fn prepend(call: &mut Call<'_, '_>) -> Reply {
    if let Data::Unknown(_) = call.any(0).data {
        return call.unknown(0, Some(true));
    }
    let list = call.list(0)?;
    let items = std::iter::once(call.any(1)).chain(list.items().iter().cloned());
    Ok(Value::list(items.collect()).with(call.any(0).origin))
}

fn at(call: &Call<'_, '_>, pick: fn(&[Value]) -> Option<&Value>) -> Reply {
    if let Data::Text(_) = call.any(0).data {
        return Err(call.wrong(0, "list"));
    }
    Ok(pick(call.list(0)?.items()).cloned().unwrap_or_else(Value::nil))
}

/// A list that came from the first argument.
fn like(call: &Call<'_, '_>, items: Vec<Value>) -> Value {
    Value::list(items).with(call.any(0).origin)
}

fn part(call: &Call<'_, '_>, pick: fn(&[Value]) -> Option<&[Value]>) -> Reply {
    let list = call.list(0)?;
    Ok(like(call, pick(list.items()).unwrap_or(&[]).to_vec()))
}

fn reverse(call: &mut Call<'_, '_>) -> Reply {
    let list = call.list(0)?;
    Ok(like(call, list.items().iter().rev().cloned().collect()))
}

/// Is `value` in `items`? Every comparison is a step. `None` where what is not known decides.
fn holds(call: &Call<'_, '_>, items: &[Value], value: &Value) -> Result<Option<bool>, Fault> {
    let mut known = Some(false);
    for item in items {
        match deep(call.exec.run, item, value, 0)? {
            Some(true) => return Ok(Some(true)),
            Some(false) => {}
            None => known = None,
        }
    }
    Ok(known)
}

/// A list whose elements hang on what is not known.
fn open(call: &Call<'_, '_>) -> Value {
    let elements = call.arguments.iter().filter_map(Value::as_list).flatten();
    let doubtful = elements.chain(&call.arguments).find(|v| v.is_doubtful());
    Value::unknown(doubtful.map_or_else(Origin::default, |v| v.origin), None)
}

fn uniq(call: &mut Call<'_, '_>) -> Reply {
    let list = call.list(0)?;
    let mut kept: Vec<Value> = vec![];
    for item in list.items() {
        match holds(call, &kept, item)? {
            Some(true) => {}
            Some(false) => kept.push(item.clone()),
            None => return Ok(open(call)),
        }
    }
    Ok(like(call, kept))
}

fn without(call: &mut Call<'_, '_>) -> Reply {
    let list = call.list(0)?;
    let mut kept = vec![];
    for item in list.items() {
        match holds(call, call.rest(1), item)? {
            Some(true) => {}
            Some(false) => kept.push(item.clone()),
            None => return Ok(open(call)),
        }
    }
    Ok(like(call, kept))
}

fn has(call: &mut Call<'_, '_>) -> Reply {
    if call.any(1).is_nil() {
        return Ok(Value::bool(false));
    }
    if let Data::Object(object) = &call.any(1).data {
        let items: Vec<Value> = object.entries().into_iter().map(|e| e.1).collect();
        return Ok(holds(call, &items, &call.any(0))?.map_or_else(|| open(call), Value::bool));
    }
    let list = call.list(1)?;
    Ok(holds(call, list.items(), &call.any(0))?.map_or_else(|| open(call), Value::bool))
}

fn compact(call: &mut Call<'_, '_>) -> Reply {
    let list = call.list(0)?;
    if list.items().iter().any(|v| v.decided().is_err()) {
        return Ok(open(call));
    }
    Ok(like(call, list.items().iter().filter(|v| v.truth()).cloned().collect()))
}

fn concat(call: &mut Call<'_, '_>) -> Reply {
    let mut items = vec![];
    for index in 0..call.arguments.len() {
        let list = call.list(index)?;
        call.room(list.items().len())?;
        items.extend(list.items().iter().cloned());
    }
    let origin = call.any(0).origin;
    Ok(Value::list(items).with(origin))
}

fn chunk(call: &mut Call<'_, '_>) -> Reply {
    let list = call.list(1)?;
    let size = match usize::try_from(call.int(0)?) {
        Ok(0) => return Err(Fault::new("a chunk holds at least one element")),
        Ok(size) => size,
        Err(_) => return Ok(Value::list(vec![])),
    };
    Ok(Value::list(list.items().chunks(size).map(|c| Value::list(c.to_vec())).collect()))
}

fn slice(call: &mut Call<'_, '_>) -> Reply {
    let list = call.list(0)?;
    let length = list.items().len();
    if length == 0 {
        return Ok(Value::nil());
    }
    // A negative number lies in no list.
    let bound = |index: usize| {
        let value = call.arguments.get(index)?;
        Some(usize::try_from(super::numbers::long(value)).unwrap_or(usize::MAX))
    };
    let (start, end) = (bound(1).unwrap_or(0), bound(2).unwrap_or(length));
    let found = list.items().get(start..end);
    let items =
        found.ok_or_else(|| Fault::new(format!("{start} to {end} of a list of {length}")))?;
    let strings = matches!(&call.any(0).data, Data::List(l) if l.strings);
    let part = items.to_vec();
    let value = if strings { Value::strings(part) } else { Value::list(part) };
    Ok(value.with(call.any(0).origin))
}
