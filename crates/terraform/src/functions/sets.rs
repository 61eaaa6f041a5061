//! Sets, sorted lists, and tables made of lists.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::Args;
use crate::equality::{distinct, equal};
use crate::value::Val;

/// Calls a function of this subject; `None` if `name` is not one.
pub(super) fn call(name: &str, args: Args<'_>) -> Option<Val> {
    let value = match name {
        "distinct" => args.list(0).map(|l| args.seq(distinct(l.to_vec()))),
        "sort" => sort(args),
        "index" => index(args),
        "setunion" => combine(args, |a, b| {
            a.extend_from_slice(b);
        }),
        "setintersection" => combine(args, |a, b| a.retain(|v| has(b, v))),
        "setsubtract" => combine(args, |a, b| a.retain(|v| !has(b, v))),
        "setsymmetricdifference" => combine(args, |a, b| {
            let only: Vec<Val> = b.iter().filter(|v| !has(a, v)).cloned().collect();
            a.retain(|v| !has(b, v));
            a.extend(only);
        }),
        "setproduct" => product(args),
        "matchkeys" => match_keys(args),
        "transpose" => transpose(args),
        _ => return None,
    };
    Some(value.unwrap_or_else(|| args.wrong(name)))
}

fn has(list: &[Val], value: &Val) -> bool {
    list.iter().any(|v| equal(v, value) == Some(true))
}

fn sort(args: Args<'_>) -> Option<Val> {
    let mut all = args.texts(0)?;
    all.sort_unstable();
    Some(args.strs(all))
}

fn index(args: Args<'_>) -> Option<Val> {
    let wanted = args.get(1)?;
    let found = args.list(0)?.iter().position(|v| equal(v, wanted) == Some(true))?;
    Some(args.num(f64::from(u32::try_from(found).ok()?)))
}

/// Largest sets that are compared element by element.
const MAX_SET: usize = 4_000;

fn combine(args: Args<'_>, step: impl Fn(&mut Vec<Val>, &[Val])) -> Option<Val> {
    let mut all = args.list(0)?.to_vec();
    for i in 1..args.all.len() {
        let other = args.list(i)?;
        if all.len().max(other.len()) > MAX_SET {
            return Some(Val::limit(args.at, format!("a set has more than {MAX_SET} elements")));
        }
        step(&mut all, other);
    }
    Some(Val::set(args.at, all))
}

/// Most rows that a product may have.
const MAX_ROWS: usize = 50_000;

fn product(args: Args<'_>) -> Option<Val> {
    let mut rows: Vec<Vec<Val>> = vec![Vec::new()];
    for i in 0..args.all.len() {
        let list = args.list(i)?;
        if rows.len().saturating_mul(list.len()) > MAX_ROWS {
            return Some(Val::limit(args.at, format!("setproduct has more than {MAX_ROWS} rows")));
        }
        let with = |row: &Vec<Val>, v: &Val| row.iter().cloned().chain([v.clone()]).collect();
        rows = rows.iter().flat_map(|row| list.iter().map(move |v| with(row, v))).collect();
    }
    Some(args.seq(rows.into_iter().map(|row| args.seq(row)).collect()))
}

fn match_keys(args: Args<'_>) -> Option<Val> {
    let (values, keys, wanted) = (args.list(0)?, args.list(1)?, args.list(2)?);
    if keys.len() > MAX_SET || wanted.len() > MAX_SET || keys.len() != values.len() {
        return None;
    }
    let kept = values.iter().zip(keys).filter(|(_, k)| has(wanted, k));
    Some(args.seq(kept.map(|(v, _)| v.clone()).collect()))
}

fn transpose(args: Args<'_>) -> Option<Val> {
    let mut out: BTreeMap<Rc<str>, Vec<Rc<str>>> = BTreeMap::new();
    for (key, (_, values)) in &args.get(0)?.as_map()?.entries {
        for value in values.items()? {
            out.entry(value.text()?).or_default().push(key.clone());
        }
    }
    let entry = |(k, v): (Rc<str>, Vec<Rc<str>>)| (k, (args.at, args.strs(v)));
    Some(Val::map(args.at, out.into_iter().map(entry).collect()))
}
