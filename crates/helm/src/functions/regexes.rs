//! Regular expressions: Go's and Rust's are of the same family (RE2).

use regex::{NoExpand, Regex, RegexBuilder};

use super::{Call, Function, Reply, row, text};
use crate::fault::Fault;
use crate::value::Value;

pub(super) const TABLE: &[Function] = &[
    // An expression that cannot be read matches nothing; only the `must` form is an error.
    row("regexMatch", 2, 2, |c| is_match(c).or_else(|_| Ok(Value::bool(false)))),
    row("mustRegexMatch", 2, 2, is_match),
    row("regexFind", 2, 2, find),
    row("mustRegexFind", 2, 2, find),
    row("regexFindAll", 3, 3, find_all),
    row("mustRegexFindAll", 3, 3, find_all),
    row("regexReplaceAll", 3, 3, |c| replace(c, false)),
    row("mustRegexReplaceAll", 3, 3, |c| replace(c, false)),
    row("regexReplaceAllLiteral", 3, 3, |c| replace(c, true)),
    row("mustRegexReplaceAllLiteral", 3, 3, |c| replace(c, true)),
    row("regexSplit", 3, 3, split),
    row("mustRegexSplit", 3, 3, split),
    row("regexQuoteMeta", 1, 1, |c| text(c.text(0)?.changed(quote_meta))),
];

fn regex(call: &Call<'_, '_>) -> Result<Regex, Fault> {
    let pattern = call.string(0)?;
    call.room(pattern.len().saturating_mul(64))?;
    let built = RegexBuilder::new(&pattern).size_limit(1 << 20).build();
    built.map_err(|_| Fault::new(format!("`{pattern}` is no regular expression")))
}

fn is_match(call: &mut Call<'_, '_>) -> Reply {
    Ok(Value::bool(regex(call)?.is_match(&call.string(1)?)))
}

fn find(call: &mut Call<'_, '_>) -> Reply {
    let whole = call.text(1)?;
    match regex(call)?.find(&whole.text) {
        Some(found) => text(whole.part(found.range())),
        None => Ok(Value::str("")),
    }
}

/// How many results are asked for: all where the number is negative.
fn most(call: &Call<'_, '_>, index: usize) -> Result<usize, Fault> {
    Ok(usize::try_from(call.int(index)?).unwrap_or(usize::MAX))
}

fn find_all(call: &mut Call<'_, '_>) -> Reply {
    let (whole, most) = (call.text(1)?, most(call, 2)?);
    let found = regex(call)?;
    let parts = found.find_iter(&whole.text).take(most);
    Ok(Value::strings(parts.map(|m| Value::text(whole.part(m.range()))).collect()))
}

fn replace(call: &mut Call<'_, '_>, literal: bool) -> Reply {
    let (whole, new) = (call.text(1)?, call.string(2)?);
    let found = regex(call)?;
    // Each match is replaced by the new text, in which each group stands for at most the whole.
    let matches = found.find_iter(&whole.text).count();
    let groups = new.matches('$').count().saturating_mul(whole.len());
    call.room(
        matches.saturating_mul(new.len()).saturating_add(groups.saturating_mul(matches.min(1))),
    )?;
    text(whole.changed(|t| {
        let replaced = if literal {
            found.replace_all(t, NoExpand(&new))
        } else {
            found.replace_all(t, new.as_str())
        };
        replaced.into_owned()
    }))
}

/// Go's rules: an empty match at the very start splits nothing, and nothing follows a match at the very end.
fn split(call: &mut Call<'_, '_>) -> Reply {
    let (whole, most) = (call.text(1)?, most(call, 2)?);
    let found = regex(call)?;
    let mut parts = vec![];
    let (mut start, mut end) = (0, 0);
    if most == 0 || (whole.len() == 0 && !found.as_str().is_empty()) {
        let all = if most == 0 { vec![] } else { vec![Value::str("")] };
        return Ok(Value::strings(all));
    }
    for matched in found.find_iter(&whole.text).take(most) {
        if parts.len() + 1 == most {
            break;
        }
        end = matched.start();
        if matched.end() != 0 {
            parts.push(Value::text(whole.part(start..end)));
        }
        start = matched.end();
    }
    if end != whole.len() {
        parts.push(Value::text(whole.part(start..whole.len())));
    }
    Ok(Value::strings(parts))
}

fn quote_meta(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if r"\.+*?()|[]{}^$".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
