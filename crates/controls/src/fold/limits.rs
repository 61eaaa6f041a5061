//! What files, or the platform, allow to say about a control (`data/limits.tsv`).

use std::sync::OnceLock;

use super::FoldInput;
use crate::tsv;

/// Why files alone cannot prove a control as a whole.
pub(crate) type Cap = &'static str;

struct Limit {
    control: &'static str,
    when: &'static str,
    effect: &'static str,
    detail: &'static str,
    reason: &'static str,
}

fn limits() -> &'static [Limit] {
    static LIMITS: OnceLock<Vec<Limit>> = OnceLock::new();
    LIMITS.get_or_init(|| {
        let limit = |row: tsv::Row| Limit {
            control: row.get(0),
            when: row.get(1),
            effect: row.get(2),
            detail: row.get(3),
            reason: row.get(4),
        };
        tsv::rows(include_str!("../../data/limits.tsv")).map(limit).collect()
    })
}

fn limit(
    control: &str,
    effect: &str,
    input: &FoldInput<'_>,
    observed: bool,
) -> Option<&'static Limit> {
    let holds = |when: &str| match when {
        "static" => !observed,
        "managed" => input.managed(),
        "static-managed" => !observed && input.managed(),
        _ => when.strip_prefix("without:").is_some_and(|checks| !spoke(checks, input)),
    };
    limits().iter().find(|l| l.control == control && l.effect == effect && holds(l.when))
}

/// Did one of `checks`, separated by blanks, have anything to say?
fn spoke(checks: &str, input: &FoldInput<'_>) -> bool {
    let wanted: Vec<&str> = checks.split(' ').collect();
    input.rulings.iter().any(|ruling| wanted.contains(&ruling.check.id))
}

/// The reason why passes alone leave a control undecided.
pub(crate) fn open(control: &str, input: &FoldInput<'_>) -> Option<&'static str> {
    limit(control, "open", input, false).map(|l| l.reason)
}

/// The reason why a passing control stays Partial.
pub(crate) fn cap(control: &str, input: &FoldInput<'_>, observed: bool) -> Option<Cap> {
    limit(control, "cap", input, observed).map(|l| l.reason)
}

/// The reason why the platform provides a control.
pub(crate) fn provided(control: &str, input: &FoldInput<'_>) -> Option<&'static str> {
    limit(control, "provided", input, false).map(|l| l.reason)
}

/// The control that decides this one, and why.
pub(crate) fn inherits(
    control: &str,
    input: &FoldInput<'_>,
) -> Option<(&'static str, &'static str)> {
    limit(control, "inherits", input, false).map(|l| (l.detail, l.reason))
}

/// The controls that `limits.tsv` names.
#[cfg(test)]
pub(crate) fn named() -> impl Iterator<Item = &'static str> {
    limits().iter().map(|l| l.control)
}
