//! Types and deep equality.

use super::{Function, row};
use crate::exec::deep;
use crate::value::Value;

pub(super) const TABLE: &[Function] = &[
    row("typeOf", 1, 1, |c| Ok(Value::str(c.any(0).type_name()))),
    row("typeIs", 2, 2, |c| Ok(Value::bool(c.string(0)? == c.any(1).type_name()))),
    row("typeIsLike", 2, 2, |c| {
        let (wanted, found) = (c.string(0)?, c.any(1).type_name());
        Ok(Value::bool(wanted == found || format!("*{wanted}") == found))
    }),
    row("kindOf", 1, 1, |c| Ok(Value::str(c.any(0).kind_name()))),
    row("kindIs", 2, 2, |c| Ok(Value::bool(c.string(0)? == c.any(1).kind_name()))),
    row("deepEqual", 2, 2, |c| Ok(Value::bool(deep(c.exec.run, &c.any(0), &c.any(1), 0)?))),
];
