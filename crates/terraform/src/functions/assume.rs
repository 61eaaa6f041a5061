//! Functions that give their first argument back, promised to be of a certain form. The promise matters
//! where the value is not known yet; one that does not hold is an error.

use super::Args;
use crate::equality::equal;
use crate::value::{K, Val};

/// Calls a function of this subject; `None` if `name` is not one.
pub(super) fn call(name: &str, args: Args<'_>) -> Option<Val> {
    let what = name.strip_prefix("assume")?;
    let value = args.get(0)?;
    if value.is_unknown() {
        return Some(value.clone());
    }
    let kept = match what {
        "equal" => equal(value, args.get(1)?) != Some(false),
        "notnull" => !value.is_null(),
        "stringprefix" => {
            let text = value.text()?;
            let holds = args.text(1).is_some_and(|p| text.starts_with(&*p));
            return Some(if holds { args.str(text) } else { broken(args, name) });
        }
        _ => return length(args, name, what),
    };
    Some(if kept { value.clone() } else { broken(args, name) })
}

/// `listlength`, `setlengthmin` and their like; `None` if `what` is none of them.
fn length(args: Args<'_>, name: &str, what: &str) -> Option<Val> {
    let (kind, bound) = what.split_once("length")?;
    let value = args.get(0)?;
    let (value, count) = match kind {
        "list" => (value.clone(), value.items()?.len()),
        "set" => (Val::set(args.at, value.items()?.to_vec()), value.items()?.len()),
        "map" => (value.clone(), value.as_map()?.entries.len()),
        _ => return None,
    };
    let limit = |i: usize| args.int(i).and_then(|n| usize::try_from(n).ok());
    let holds = match bound {
        "" => limit(1).is_some_and(|l| count >= l) && limit(2).is_some_and(|l| count <= l),
        "min" => limit(1).is_some_and(|l| count >= l),
        "max" => limit(1).is_some_and(|l| count <= l),
        _ => return None,
    };
    // Unknown elements of a set may be one and the same.
    let open = matches!(&value.kind, K::Seq(s) if s.set) && value.cause().is_some();
    Some(if holds || open { value } else { broken(args, name) })
}

fn broken(args: Args<'_>, name: &str) -> Val {
    Val::error(args.at, format!("what `{name}` assumes does not hold"))
}
