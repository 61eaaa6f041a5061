//! Comparing values as Go's templates do.

use std::cmp::Ordering;

use super::Run;
use crate::fault::Fault;
use crate::print::MAX_DEPTH;
use crate::value::{Data, Value};

/// Equal by `eq`: numbers of different kinds and other mixed types are errors.
pub(crate) fn same(a: &Value, b: &Value) -> Result<bool, Fault> {
    match (&a.data, &b.data) {
        (Data::Nil, Data::Nil) => Ok(true),
        (Data::Nil, _) | (_, Data::Nil) => Ok(false),
        (Data::Bool(x), Data::Bool(y)) => Ok(x == y),
        (Data::Int(x) | Data::Long(x), Data::Int(y) | Data::Long(y)) => Ok(x == y),
        (Data::Float(x), Data::Float(y)) => Ok(x.partial_cmp(y).is_some_and(Ordering::is_eq)),
        (Data::Text(x), Data::Text(y)) => Ok(x.text == y.text),
        (Data::List(_) | Data::Map(_) | Data::Bytes(_), _) => {
            Err(Fault::new(format!("non-comparable type {}: use deepEqual", a.type_name())))
        }
        _ => Err(mixed(a, b)),
    }
}

/// The order of two values; only numbers of one kind and texts have one.
pub(crate) fn compare(a: &Value, b: &Value) -> Result<Ordering, Fault> {
    match (&a.data, &b.data) {
        (Data::Int(x) | Data::Long(x), Data::Int(y) | Data::Long(y)) => Ok(x.cmp(y)),
        (Data::Float(x), Data::Float(y)) => Ok(x.partial_cmp(y).unwrap_or(Ordering::Equal)),
        (Data::Text(x), Data::Text(y)) => Ok(x.text.cmp(&y.text)),
        (Data::Bool(_) | Data::List(_) | Data::Map(_) | Data::Nil, _) => {
            Err(Fault::new(format!("a value of type {} has no order", a.type_name())))
        }
        _ => Err(mixed(a, b)),
    }
}

fn mixed(a: &Value, b: &Value) -> Fault {
    Fault::new(format!(
        "incompatible types for comparison: {} and {} (numbers of a values file are float64: use `int`)",
        a.type_name(),
        b.type_name()
    ))
}

/// Go's deep equality: the same types, the same content. `None` where what is not known decides.
pub(crate) fn deep(run: &Run, a: &Value, b: &Value, depth: usize) -> Result<Option<bool>, Fault> {
    run.step()?;
    if depth > MAX_DEPTH {
        return Err(crate::print::too_deep());
    }
    if a.is_doubtful() || b.is_doubtful() {
        return Ok(None);
    }
    match (&a.data, &b.data) {
        (Data::List(x), Data::List(y)) => {
            let (x, y) = (x.items(), y.items());
            let pairs = x.iter().zip(y);
            if x.len() != y.len() || a.type_name() != b.type_name() {
                return Ok(Some(false));
            }
            all(pairs.map(|(x, y)| deep(run, x, y, depth + 1)))
        }
        (Data::Map(x), Data::Map(y)) => {
            let (x, y) = (x.entries(), y.entries());
            if x.len() != y.len() || x.iter().zip(&y).any(|(x, y)| x.0 != y.0) {
                return Ok(Some(false));
            }
            all(x.iter().zip(&y).map(|(x, y)| deep(run, &x.1.value, &y.1.value, depth + 1)))
        }
        (Data::Int(_), Data::Long(_)) | (Data::Long(_), Data::Int(_)) => Ok(Some(false)),
        (Data::Bytes(x), Data::Bytes(y)) => Ok(Some(x.text == y.text)),
        _ => Ok(Some(same(a, b).unwrap_or(false))),
    }
}

/// One difference decides; else one that is not known leaves the whole open.
fn all(results: impl Iterator<Item = Result<Option<bool>, Fault>>) -> Result<Option<bool>, Fault> {
    let mut known = Some(true);
    for result in results {
        match result? {
            Some(true) => {}
            Some(false) => return Ok(Some(false)),
            None => known = None,
        }
    }
    Ok(known)
}
