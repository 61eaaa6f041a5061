//! Kyverno's patterns: a tree that a pod must look like. Anchors: `=(k)` if it is there, `X(k)` must not be there,
//! `(k)` only where it matches. Others are not known.

use ringfort_source::{Entry, Kind, Node};

use super::scope::wildcard;

enum Anchor<'a> {
    Plain(&'a str),
    IfThere(&'a str),
    Absent(&'a str),
    Only(&'a str),
    Other,
}

/// Does `value` look like `pattern`? `None`: not known.
pub(super) fn matches(pattern: &Node, value: &Node) -> Option<bool> {
    match (&pattern.kind, &value.kind) {
        (Kind::Map(entries), Kind::Map(_)) => map(entries, value),
        (Kind::Seq(patterns), Kind::Seq(values)) => match patterns.as_slice() {
            [one] if matches!(one.kind, Kind::Map(_)) => {
                all(values.iter().map(|v| matches(one, v)))
            }
            _ => None,
        },
        (Kind::Map(_) | Kind::Seq(_), _) => Some(false),
        (Kind::Unknown(_), _) => None,
        _ => scalar(pattern, value),
    }
}

fn map(entries: &[Entry], value: &Node) -> Option<bool> {
    let (conditions, rules): (Vec<&Entry>, Vec<&Entry>) =
        entries.iter().partition(|e| matches!(anchor(&e.key), Anchor::Only(_)));
    for condition in conditions {
        let Anchor::Only(key) = anchor(&condition.key) else { continue };
        match value.get(key).map_or(Some(false), |found| matches(&condition.value, found)) {
            Some(true) => {}
            Some(false) => return Some(true),
            None => return None,
        }
    }
    all(rules.into_iter().map(|rule| entry(rule, value)))
}

fn entry(rule: &Entry, value: &Node) -> Option<bool> {
    match anchor(&rule.key) {
        Anchor::Plain(key) => match value.get(key) {
            Some(found) => matches(&rule.value, found),
            None if matches!(rule.value.kind, Kind::Map(_) | Kind::Seq(_)) => Some(false),
            None => rule.value.scalar().filter(|t| plain(t)).map(|_| false),
        },
        Anchor::IfThere(key) => {
            value.get(key).map_or(Some(true), |found| matches(&rule.value, found))
        }
        Anchor::Absent(key) => Some(value.get(key).is_none()),
        Anchor::Only(_) | Anchor::Other => None,
    }
}

fn anchor(key: &str) -> Anchor<'_> {
    let Some((mark, rest)) = key.split_once('(') else { return Anchor::Plain(key) };
    let Some(name) = rest.strip_suffix(')') else { return Anchor::Other };
    match mark {
        "" => Anchor::Only(name),
        "=" => Anchor::IfThere(name),
        "X" => Anchor::Absent(name),
        _ => Anchor::Other,
    }
}

fn scalar(pattern: &Node, value: &Node) -> Option<bool> {
    let (pattern, value) = (pattern.scalar()?, value.scalar()?);
    let mut is_known = true;
    for choice in pattern.split('|').map(str::trim) {
        let (negated, word) = match choice.strip_prefix('!') {
            Some(word) => (true, word),
            None => (false, choice),
        };
        is_known &= plain(word);
        if plain(word) && wildcard(word, &value) != negated {
            return Some(true);
        }
    }
    is_known.then_some(false)
}

/// Is it a word, rather than a comparison, a range or a variable?
fn plain(word: &str) -> bool {
    let is_range = word.contains('-') && word.starts_with(|c: char| c.is_ascii_digit());
    let is_more = word.starts_with(['<', '>']) || word.contains(['{', '|', '&']);
    !(word.is_empty() || is_range || is_more)
}

fn all(parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let parts: Vec<Option<bool>> = parts.collect();
    if parts.contains(&Some(false)) {
        return Some(false);
    }
    if parts.contains(&None) { None } else { Some(true) }
}
