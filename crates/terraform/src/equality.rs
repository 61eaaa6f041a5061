//! When two values are the same, and when that is not known.

use std::collections::BTreeSet;

use crate::value::{K, Val};

/// Are the two equal? `None` where that depends on something unknown.
pub(crate) fn equal(a: &Val, b: &Val) -> Option<bool> {
    match (&a.kind, &b.kind) {
        (K::Partial(known), K::Str(text)) | (K::Str(text), K::Partial(known)) => {
            known.excludes(text).then_some(false)
        }
        (K::Unknown(_) | K::Partial(_), _) | (_, K::Unknown(_) | K::Partial(_)) => None,
        (K::Null, K::Null) => Some(true),
        (K::Bool(x), K::Bool(y)) => Some(x == y),
        (K::Num(x), K::Num(y)) => Some((x - y).abs() <= f64::EPSILON * x.abs().max(y.abs())),
        (K::Str(x), K::Str(y)) => Some(x == y),
        (K::Json(_), K::Json(_) | K::Str(_)) | (K::Str(_), K::Json(_)) => {
            Some(a.text()? == b.text()?)
        }
        (K::Seq(x), K::Seq(y)) if x.items.len() == y.items.len() => {
            all(x.items.iter().zip(&y.items).map(|(a, b)| equal(a, b)))
        }
        (K::Map(_) | K::Res(_), K::Map(_) | K::Res(_)) => {
            let (x, y) = (a.as_map()?, b.as_map()?);
            if x.rest.is_some() || y.rest.is_some() || x.entries.len() != y.entries.len() {
                return (x.rest.is_none() && y.rest.is_none()).then_some(false);
            }
            all(x.entries.iter().map(|(key, (_, one))| match y.entries.get(key) {
                Some((_, other)) => equal(one, other),
                None => Some(false),
            }))
        }
        _ => Some(false),
    }
}

/// All true, one false, or undecided.
fn all(verdicts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut result = Some(true);
    for verdict in verdicts {
        match verdict {
            Some(false) => return Some(false),
            None => result = None,
            Some(true) => {}
        }
    }
    result
}

/// The values without repeats, in the order of first occurrence.
pub(crate) fn distinct(items: Vec<Val>) -> Vec<Val> {
    let mut seen = BTreeSet::new();
    let mut out: Vec<Val> = Vec::with_capacity(items.len());
    for item in items {
        // Scalars are found by key; composites are few, and their key is their JSON.
        let key = match &item.kind {
            _ if item.cause().is_some() => None,
            _ => Some(crate::json::encode(&item)),
        };
        if key.is_none_or(|k| seen.insert(k)) {
            out.push(item);
        }
    }
    out
}
