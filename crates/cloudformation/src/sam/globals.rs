//! `Globals`: settings that resources of one type share. Source: "Globals section" of the AWS SAM guide.

use std::rc::Rc;

use crate::eval::Scope;
use crate::stack::Stack;
use crate::value::{Field, K, Val};

/// The properties with what `Globals` adds: maps join, lists are put one behind the other, the resource's own
/// value wins otherwise.
pub(super) fn merged(stack: &Rc<Stack<'_>>, kind: &str, own: Val) -> Val {
    let section = kind.rsplit("::").next().unwrap_or(kind);
    let globals = stack.template.globals().and_then(|g| g.get(section));
    match globals {
        Some(node) => join(stack.value(node, &Scope::default()), own),
        None => own,
    }
}

fn join(global: Val, own: Val) -> Val {
    let Val { kind, span, from, refs } = own;
    let kind = match (global.kind, kind) {
        (K::Map(shared), K::Map(mut fields)) => {
            for Field { key, key_span, value } in shared {
                match fields.iter_mut().find(|f| f.key == key) {
                    Some(slot) => {
                        let old = std::mem::replace(&mut slot.value, Val::absent(span));
                        slot.value = join(value, old);
                    }
                    None => fields.push(Field::new(key, key_span, value)),
                }
            }
            K::Map(fields)
        }
        (K::Seq(mut shared), K::Seq(items)) => {
            shared.extend(items);
            K::Seq(shared)
        }
        (_, kind) => kind,
    };
    Val { kind, span, from, refs }
}
