//! Types and deep equality.

use super::{Call, Function, Reply, lax, row};
use crate::exec::deep;
use crate::value::{Data, Value};

pub(super) const TABLE: &[Function] = &[
    lax("typeOf", 1, 1, |c| shape(c, 0, |c| Ok(Value::str(c.any(0).type_name())))),
    lax("typeIs", 2, 2, |c| shape(c, 1, |c| Ok(Value::bool(c.string(0)? == c.any(1).type_name())))),
    lax("typeIsLike", 2, 2, |c| {
        shape(c, 1, |c| {
            let (wanted, found) = (c.string(0)?, c.any(1).type_name());
            Ok(Value::bool(wanted == found || format!("*{wanted}") == found))
        })
    }),
    lax("kindOf", 1, 1, |c| shape(c, 0, |c| Ok(Value::str(c.any(0).kind_name())))),
    lax("kindIs", 2, 2, |c| shape(c, 1, |c| Ok(Value::bool(c.string(0)? == c.any(1).kind_name())))),
    row("deepEqual", 2, 2, |c| match deep(c.exec.run, &c.any(0), &c.any(1), 0)? {
        Some(equal) => Ok(Value::bool(equal)),
        None => c.unknown(0, None),
    }),
];

/// What is said of the type of the argument at `index`. A text that is not known is a text all the same.
fn shape(call: &mut Call<'_, '_>, index: usize, say: fn(&mut Call<'_, '_>) -> Reply) -> Reply {
    let value = call.any(index);
    let open = matches!(value.data, Data::Unknown(_)) || value.origin.open.is_some();
    if open { call.unknown(index, None) } else { say(call) }
}
