//! Functions of texts that are known in part: what of it is certain to stay.

use super::{Args, format, strings};
use crate::partial::{Holes, Partial};
use crate::value::{K, Val};

/// Calls a function although an argument is not known as a whole; `None` where nothing is certain.
pub(super) fn call(name: &str, args: Args<'_>) -> Option<Val> {
    match name {
        "join" | "format" | "formatlist" => compose(name, args),
        "replace" | "trimprefix" | "trimsuffix" | "lower" | "upper" => change(name, args),
        "startswith" | "endswith" | "strcontains" => find(name, args),
        _ => None,
    }
}

/// Functions that put their arguments into a text unchanged: called with marks for what is not known.
fn compose(name: &str, args: Args<'_>) -> Option<Val> {
    let mut holes = Holes::default();
    let mut marked = Vec::new();
    for (i, value) in args.all.iter().enumerate() {
        let single = name == "format" && i > 0 || name == "join" && i == 0;
        marked.push(match &value.kind {
            _ if value.cause().is_none() => value.clone(),
            _ if single && value.is_unknown() => Val::str(value.at, holes.mark(value.clone())),
            // A set with unknown elements has no known order.
            K::Seq(s) if !s.set && name != "format" => {
                let items = s.items.iter().map(|v| mark(&mut holes, v)).collect::<Option<_>>()?;
                Val::seq(value.at, items)
            }
            _ => return None,
        });
    }
    let args = Args { all: &marked, at: args.at };
    let text = strings::call(name, args).or_else(|| format::call(name, args))?;
    let resolve =
        |v: &Val| if let K::Str(s) = &v.kind { Some(holes.resolve(s, args.at)) } else { None };
    match text.items() {
        Some(items) => Some(args.seq(items.iter().map(resolve).collect::<Option<_>>()?)),
        None => resolve(&text),
    }
}

fn mark(holes: &mut Holes, value: &Val) -> Option<Val> {
    match value.cause() {
        None => Some(value.clone()),
        Some(_) if value.is_unknown() => Some(Val::str(value.at, holes.mark(value.clone()))),
        Some(_) => None,
    }
}

/// Questions that a known end answers.
fn find(name: &str, args: Args<'_>) -> Option<Val> {
    let K::Partial(known) = &args.get(0)?.kind else { return None };
    let (head, tail, wanted) = (&*known.head, &*known.tail, &*args.text(1)?);
    match name {
        "strcontains" => (head.contains(wanted) || tail.contains(wanted)).then(|| args.bool(true)),
        "startswith" if head.starts_with(wanted) => Some(args.bool(true)),
        "startswith" if !wanted.starts_with(head) => Some(args.bool(false)),
        "endswith" if tail.ends_with(wanted) => Some(args.bool(true)),
        "endswith" if !wanted.ends_with(tail) => Some(args.bool(false)),
        _ => None,
    }
}

/// Functions that change a text: the ends that the change cannot reach are kept.
fn change(name: &str, args: Args<'_>) -> Option<Val> {
    let value = args.get(0)?;
    let K::Partial(known) = &value.kind else { return None };
    let text = |i| args.text(i).filter(|t| !t.is_empty());
    let (head, tail) = match name {
        "replace" => replace(known, &text(1)?, &args.text(2)?)?,
        "trimprefix" => trim_prefix(known, &text(1)?),
        "trimsuffix" => trim_suffix(known, &text(1)?),
        // Case may depend on neighbours outside of ASCII.
        _ if !known.head.is_ascii() || !known.tail.is_ascii() => return None,
        "lower" => (known.head.to_lowercase(), known.tail.to_lowercase()),
        _ => (known.head.to_uppercase(), known.tail.to_uppercase()),
    };
    Some(Val::partial(args.at, &head, &tail, value))
}

/// Length of the longest end of `text` that `what` may begin with.
fn overlap(text: &str, what: &str) -> usize {
    let ends = what.char_indices().map(|(i, c)| i + c.len_utf8());
    ends.filter(|n| what.get(..*n).is_some_and(|w| text.ends_with(w))).max().unwrap_or(0)
}

/// Length of the longest beginning of `text` that `what` may end with.
fn overlap_start(text: &str, what: &str) -> usize {
    let starts = what.char_indices().map(|(i, _)| i);
    let fits = |i: &usize| what.get(*i..).is_some_and(|w| text.starts_with(w));
    starts.filter(fits).map(|i| what.len() - i).max().unwrap_or(0)
}

fn replace(known: &Partial, what: &str, with: &str) -> Option<(String, String)> {
    let is_pattern = what.len() > 1 && what.starts_with('/') && what.ends_with('/');
    if is_pattern || with.len() > 1_000 {
        return None;
    }
    // A hit may reach from a known end into the unknown middle.
    let done = known.head.match_indices(what).last().map_or(0, |(i, _)| i + what.len());
    let (whole, rest) = known.head.split_at_checked(done)?;
    let kept = rest.get(..rest.len() - overlap(rest, what))?;
    let head = format!("{}{kept}", whole.replace(what, with));
    // What begins in the middle decides where hits in the tail lie: a tail without any is kept.
    let tail = known.tail.get(overlap_start(&known.tail, what)..)?;
    let tail = if known.tail.contains(what) { "" } else { tail };
    Some((head, tail.to_owned()))
}

fn trim_prefix(known: &Partial, prefix: &str) -> (String, String) {
    let (head, tail) = (&*known.head, &*known.tail);
    match head.strip_prefix(prefix) {
        Some(rest) => (rest.into(), tail.into()),
        // The middle may complete the prefix, and the prefix may reach into the tail.
        None if prefix.starts_with(head) => {
            let reach = overlap_start(tail, prefix);
            (String::new(), tail.get(reach..).unwrap_or("").into())
        }
        None => (head.into(), tail.into()),
    }
}

fn trim_suffix(known: &Partial, suffix: &str) -> (String, String) {
    let (head, tail) = (&*known.head, &*known.tail);
    match tail.strip_suffix(suffix) {
        Some(rest) => (head.into(), rest.into()),
        None if suffix.ends_with(tail) => {
            let reach = overlap(head, suffix);
            (head.get(..head.len() - reach).unwrap_or("").into(), String::new())
        }
        None => (head.into(), tail.into()),
    }
}
