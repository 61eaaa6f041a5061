//! What voids what: the rows of the nullification table with machine-readable conditions.
//!
//! `nullifies.tsv` says it for people; `conditions.tsv` says for each of its rows which failing
//! checks satisfy the condition. A test holds the two together.

use ringfort_vocab::{ControlId, Environment};
use serde::Serialize;

use crate::tsv::{self, Row};

/// One row of the table: a missing control and what its absence voids.
#[derive(Clone, Debug, Serialize)]
pub struct Nullification {
    /// The row: `N09`.
    pub rule: &'static str,
    /// The controls whose absence does it (any one of them, unless a condition asks for all).
    pub missing: Vec<ControlId>,
    /// When, in words.
    pub when: &'static str,
    /// Everything the row can void.
    pub targets: Vec<ControlId>,
    /// How far, in words.
    pub degree: &'static str,
    /// How far the effect reaches: `account`, `cluster`, `node`, ...
    pub scope: &'static str,
    /// Why.
    pub rationale: &'static str,
    /// The same, as applied.
    #[serde(skip)]
    pub conditions: Vec<Condition>,
}

/// How far a target is voided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Degree {
    /// It protects nothing any more.
    Full,
    /// It protects less.
    Partial,
    /// It is attacked from further away; it is not voided.
    Amplifies,
}

impl Degree {
    /// `full`, `partial` or `amplifies`.
    pub const fn name(self) -> &'static str {
        match self {
            Degree::Full => "full",
            Degree::Partial => "partial",
            Degree::Amplifies => "amplifies",
        }
    }
}

/// Where a condition holds at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Only {
    /// Everywhere.
    Always,
    /// On clusters whose control plane the provider runs.
    Managed,
    /// In production.
    Prod,
}

/// One machine-readable condition of a row.
#[derive(Clone, Debug)]
pub struct Condition {
    /// Alternatives; each is a set of check patterns that must all fail. Empty: any failing gate
    /// check of the missing control.
    pub checks: Vec<Vec<&'static str>>,
    /// What is voided then.
    pub targets: Vec<ControlId>,
    /// How far.
    pub degree: Degree,
    /// How far the effect reaches.
    pub scope: &'static str,
    /// Is the control Missing as soon as one asset fails so (design, section 4, rule 2)?
    pub collapses: bool,
    /// Does it leave the targets unverified when the missing control was not assessed?
    pub unverified: bool,
    /// Must all missing controls of the row be absent?
    pub every: bool,
    /// Where it holds.
    pub only: Only,
    /// Words of which the failure's note must hold one; empty: any note.
    pub note_words: Vec<&'static str>,
}

impl Condition {
    /// Does it hold for this platform and environment?
    pub fn holds_for(&self, managed: bool, environment: Environment) -> bool {
        match self.only {
            Only::Always => true,
            Only::Managed => managed,
            Only::Prod => environment == Environment::Prod,
        }
    }

    /// Does a failing check with this note belong to the condition?
    pub fn matches(&self, check: &str, gate: bool, note: &str) -> bool {
        let named = || self.checks.iter().any(|all| all.first().is_some_and(|p| glob(p, check)));
        (if self.checks.is_empty() { gate } else { named() }) && self.note_fits(note)
    }

    fn note_fits(&self, note: &str) -> bool {
        let note = note.to_lowercase();
        self.note_words.is_empty() || self.note_words.iter().any(|word| note.contains(word))
    }
}

/// Does `text` fit `pattern`, in which each `*` stands for anything?
pub(crate) fn glob(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = text.strip_prefix(parts.next().unwrap_or("")) else { return false };
    let mut last = None;
    for part in parts {
        if let Some(middle) = last.replace(part) {
            match rest.split_once(middle) {
                Some((_, after)) => rest = after,
                None => return false,
            }
        }
    }
    last.map_or(rest.is_empty(), |end| rest.ends_with(end))
}

/// The table over the controls `ids`.
pub(crate) fn parse(ids: &[ControlId]) -> Vec<Nullification> {
    let mut table: Vec<_> = tsv::rows(include_str!("../data/nullifies.tsv"))
        .map(|row| nullification(&row, ids))
        .collect();
    for row in tsv::rows(include_str!("../data/conditions.tsv")) {
        if let Some(owner) = table.iter_mut().find(|n| n.rule == row.get(0)) {
            let condition = condition(&row, &owner.targets, ids, owner.scope);
            owner.conditions.push(condition);
        }
    }
    table
}

fn nullification(row: &Row, ids: &[ControlId]) -> Nullification {
    Nullification {
        rule: row.get(0),
        missing: expand(row.get(1), ids),
        when: row.get(2),
        targets: expand(row.get(3), ids),
        degree: row.get(4),
        scope: row.get(5),
        rationale: row.get(6),
        conditions: vec![],
    }
}

/// The control ids that a cell names: lists with `;`, `,` or "and", wildcards, and qualifiers in
/// words ("of that pod", "(managed clusters)") that are left to the conditions.
fn expand(cell: &'static str, ids: &[ControlId]) -> Vec<ControlId> {
    let is_id = |word: &&str| word.contains('/');
    let words = cell.split([' ', ';', ',', '(', ')']).filter(is_id);
    let mut found: Vec<usize> = words
        .flat_map(|word| ids.iter().enumerate().filter(|(_, id)| glob(word, id)).map(|(i, _)| i))
        .collect();
    found.sort_unstable();
    found.dedup();
    found.into_iter().filter_map(|i| ids.get(i).copied()).collect()
}

fn condition(
    row: &Row,
    targets: &[ControlId],
    ids: &[ControlId],
    scope: &'static str,
) -> Condition {
    let degree = match row.get(3) {
        "full" => Degree::Full,
        "partial" => Degree::Partial,
        _ => Degree::Amplifies,
    };
    let only = match row.get(7) {
        "managed" => Only::Managed,
        "prod" => Only::Prod,
        _ => Only::Always,
    };
    Condition {
        checks: row.list(1, ',').into_iter().map(|all| tsv::items(all, '+')).collect(),
        targets: if row.get(2) == "*" { targets.to_vec() } else { expand(row.get(2), ids) },
        degree,
        scope: if row.get(4).is_empty() { scope } else { row.get(4) },
        collapses: row.get(5) == "yes",
        unverified: degree == Degree::Full,
        every: row.get(6) == "every",
        only,
        note_words: row.list(8, ','),
    }
}
