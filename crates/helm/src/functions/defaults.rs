//! Defaults and choices. What is chosen by a truth that is not known is not known.

use super::{Call, Function, MANY, Reply, lax};
use crate::value::Value;

pub(super) const TABLE: &[Function] = &[
    lax("default", 1, 2, |c| if c.arguments.len() > 1 { first(c, &[1, 0]) } else { Ok(c.any(0)) }),
    lax("empty", 1, 1, |c| match c.any(0).decided() {
        Ok(truth) => Ok(Value::bool(!truth)),
        Err(_) => c.unknown(0, None),
    }),
    lax("coalesce", 0, MANY, |c| {
        let all: Vec<usize> = (0..c.arguments.len()).collect();
        let found = first(c, &all)?;
        Ok(if found.decided() == Ok(false) { Value::nil() } else { found })
    }),
    lax("all", 0, MANY, |c| every(c, true)),
    lax("any", 0, MANY, |c| every(c, false)),
    lax("ternary", 3, 3, ternary),
];

/// The first of the arguments at `order` that is true, else the last one.
fn first(call: &Call<'_, '_>, order: &[usize]) -> Reply {
    let mut open = None;
    for index in order {
        match (call.any(*index).decided(), open) {
            (Ok(true), None) => return Ok(call.any(*index)),
            (Ok(true), Some(open)) => return call.unknown(open, Some(true)),
            (Err(_), None) => open = Some(*index),
            _ => {}
        }
    }
    match (open, order.last()) {
        (Some(open), _) => call.unknown(open, None),
        (None, last) => Ok(last.map_or_else(Value::nil, |i| call.any(*i))),
    }
}

/// Are all of the arguments `truth`? For `any` the question is whether all are false.
fn every(call: &Call<'_, '_>, truth: bool) -> Reply {
    let mut open = None;
    for (index, value) in call.arguments.iter().enumerate() {
        match value.decided() {
            Ok(found) if found != truth => return Ok(Value::bool(!truth)),
            Ok(_) => {}
            Err(_) => open = open.or(Some(index)),
        }
    }
    open.map_or_else(|| Ok(Value::bool(truth)), |open| call.unknown(open, None))
}

fn ternary(call: &mut Call<'_, '_>) -> Reply {
    if call.any(2).is_doubtful() {
        let truths = (call.any(0).decided(), call.any(1).decided());
        let truth = match truths {
            (Ok(a), Ok(b)) if a == b => Some(a),
            _ => None,
        };
        return call.unknown(2, truth);
    }
    Ok(if call.bool(2)? { call.any(0) } else { call.any(1) })
}
