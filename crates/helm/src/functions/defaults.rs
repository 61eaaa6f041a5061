//! Defaults and choices.

use super::{Function, MANY, row};
use crate::value::Value;

pub(super) const TABLE: &[Function] = &[
    row("default", 1, 2, |c| {
        Ok(if c.arguments.len() > 1 && c.any(1).truth() { c.any(1) } else { c.any(0) })
    }),
    row("empty", 1, 1, |c| Ok(Value::bool(!c.any(0).truth()))),
    row("coalesce", 0, MANY, |c| {
        let found = c.arguments.iter().find(|v| v.truth());
        Ok(found.cloned().unwrap_or_else(Value::nil))
    }),
    row("all", 0, MANY, |c| Ok(Value::bool(c.arguments.iter().all(Value::truth)))),
    row("any", 0, MANY, |c| Ok(Value::bool(c.arguments.iter().any(Value::truth)))),
    row("ternary", 3, 3, |c| Ok(if c.bool(2)? { c.any(0) } else { c.any(1) })),
];
