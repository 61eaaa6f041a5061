//! From rulings to requirements. Not evaluated is never passed.

use std::collections::{BTreeMap, BTreeSet};

use ringfort_source::Span;
use ringfort_vocab::framework::{Means, Requirement, State, Subjects};
use ringfort_vocab::{Basis, CheckId, ControlId, Location, Meta, Proof};

use super::{Clause, Framework, Only};
use crate::{Outcome, Ruling};

/// Places of each verdict that a requirement shows at most.
const PLACES: usize = 50;

/// Everything that decides the requirements of a framework.
pub struct FrameworkInput<'a> {
    /// What the checks said, in any order.
    pub rulings: &'a [Ruling<'a>],
    /// Every check there is.
    pub checks: &'a [&'static Meta],
    /// Makes a place concrete.
    pub locate: &'a dyn Fn(Span) -> Location,
    /// Is the risk of a control's absence accepted, today?
    pub accepted: &'a dyn Fn(ControlId) -> bool,
    /// Why the inventory of a control's inputs is incomplete; `None` if all of it was read.
    pub incomplete: &'a dyn Fn(ControlId) -> Option<String>,
}

/// The requirements of `framework` with their verdicts, in the framework's order.
pub fn requirements(framework: &Framework, input: &FrameworkInput<'_>) -> Vec<Requirement> {
    let mut spoken: BTreeMap<&str, Vec<&Ruling<'_>>> = BTreeMap::new();
    for ruling in input.rulings {
        spoken.entry(ruling.check.id).or_default().push(ruling);
    }
    let mut named: BTreeMap<&str, Vec<&'static Meta>> = BTreeMap::new();
    for meta in input.checks {
        for tag in meta.frameworks {
            named.entry(tag).or_default().push(meta);
        }
    }
    let one = |clause: &Clause| {
        let tagged = named.get(&*framework.tag(clause)).map_or(&[][..], Vec::as_slice);
        let checks = belonging(clause, tagged, input.checks);
        Judging { clause, checks, spoken: &spoken, input }.requirement()
    };
    framework.clauses.iter().map(one).collect()
}

/// The checks of the table and those that name the requirement themselves, without the excluded ones; by id.
fn belonging(
    clause: &Clause,
    tagged: &[&'static Meta],
    all: &[&'static Meta],
) -> BTreeMap<CheckId, &'static Meta> {
    let listed = clause.decides.iter().flatten().chain(&clause.supports);
    let listed: BTreeSet<&str> = listed.copied().collect();
    let named = all.iter().filter(|m| listed.contains(m.id));
    let both = named.chain(tagged).filter(|m| !clause.excluded.contains(&m.id));
    both.map(|meta| (meta.id, *meta)).collect()
}

/// One requirement while it is judged.
struct Judging<'a> {
    clause: &'a Clause,
    checks: BTreeMap<CheckId, &'static Meta>,
    spoken: &'a BTreeMap<&'a str, Vec<&'a Ruling<'a>>>,
    input: &'a FrameworkInput<'a>,
}

/// What a ruling counts as; worst first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    Fail,
    Accepted,
    Unknown,
    Pass,
}

impl Standing {
    const fn name(self) -> &'static str {
        match self {
            Standing::Fail => "fail",
            Standing::Accepted => "accepted",
            Standing::Unknown => "unknown",
            Standing::Pass => "pass",
        }
    }
}

impl<'a> Judging<'a> {
    fn requirement(&self) -> Requirement {
        let mut rulings: Vec<(Standing, &Ruling<'_>)> =
            self.rulings().map(|r| (self.standing(r), r)).collect();
        let subjects = subjects(&rulings);
        let (state, reason) = self.state(&subjects);
        let passes = rulings.iter().filter(|(s, _)| *s == Standing::Pass);
        let basis: Option<Basis> = passes.map(|(_, r)| r.basis).min();
        let clause = self.clause;
        let deciding = |id: &str| clause.decides.iter().flatten().any(|d| *d == id);
        rulings.sort_by_key(|(s, r)| (*s, !deciding(r.check.id), r.check.id, r.resource, r.at));
        Requirement {
            id: clause.id,
            title: clause.title,
            layer: clause.layer,
            state,
            reason,
            means: clause.means,
            how: clause.how,
            basis,
            subjects,
            checks: self.checks.keys().copied().collect(),
            evidence: self.evidence(&rulings),
        }
    }

    fn rulings(&self) -> impl Iterator<Item = &'a Ruling<'a>> {
        let of = |id: &CheckId| self.spoken.get(id).map_or(&[][..], Vec::as_slice);
        self.checks.keys().flat_map(of).copied().filter(|r| self.is_subject(r))
    }

    fn is_subject(&self, ruling: &Ruling<'_>) -> bool {
        match self.clause.only {
            None => true,
            Some(Only::Subject(word)) => ruling.resource.to_lowercase().contains(word),
            Some(Only::Sentence(word)) => ruling.note.to_lowercase().contains(word),
        }
    }

    fn standing(&self, ruling: &Ruling<'_>) -> Standing {
        match ruling.outcome {
            Outcome::Fail if ruling.accepted.is_some() => Standing::Accepted,
            Outcome::Fail if (self.input.accepted)(ruling.check.control) => Standing::Accepted,
            Outcome::Fail => Standing::Fail,
            Outcome::Unknown => Standing::Unknown,
            Outcome::Pass => Standing::Pass,
        }
    }

    /// First match wins.
    fn state(&self, subjects: &Subjects) -> (State, String) {
        let total = subjects.total();
        let of = |n: usize, verb: &str| format!("{n} of {total} {verb}");
        if subjects.fail > 0 {
            return (State::Fail, of(subjects.fail, "fail"));
        }
        if subjects.accepted > 0 {
            return (State::Accepted, of(subjects.accepted, "fail, accepted"));
        }
        if self.clause.means == Means::Manual {
            return (State::Manual, "files do not show it".to_owned());
        }
        match self.gap(subjects) {
            Some(gap) => (State::NotEvaluated, gap),
            None => (State::Pass, of(subjects.pass, "pass")),
        }
    }

    /// Why it does not pass although nothing fails.
    fn gap(&self, subjects: &Subjects) -> Option<String> {
        let total = subjects.total();
        if self.clause.decides.is_empty() {
            return Some("files do not show it".to_owned());
        }
        if total == 0 {
            return Some("nothing that it governs was seen".to_owned());
        }
        if let Some(silent) = self.clause.decides.iter().find(|group| !self.spoke(group)) {
            return Some(format!("nothing that {} judges was seen", silent.join(" or ")));
        }
        if subjects.unknown > 0 {
            return Some(format!("not evaluated for {} of {total}", subjects.unknown));
        }
        let decides = self.clause.decides.iter().flatten();
        let controls: BTreeSet<ControlId> =
            decides.filter_map(|id| self.checks.get(id)).map(|m| m.control).collect();
        controls.into_iter().find_map(|control| (self.input.incomplete)(control))
    }

    /// Did one of these checks say something?
    fn spoke(&self, group: &[&str]) -> bool {
        let said = |id: &&str| self.spoken.get(*id).into_iter().flatten();
        group.iter().flat_map(said).any(|ruling| self.is_subject(ruling))
    }

    /// The first places of each verdict; `rulings` are sorted, worst first.
    fn evidence(&self, rulings: &[(Standing, &Ruling<'_>)]) -> Vec<Proof> {
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        let mut places = vec![];
        for (standing, ruling) in rulings {
            let count = seen.entry(standing.name()).or_default();
            *count += 1;
            if *count <= PLACES {
                places.push(Proof {
                    verdict: standing.name(),
                    check: ruling.check.id,
                    resource: ruling.resource.to_owned(),
                    note: ruling.note.to_owned(),
                    location: (self.input.locate)(ruling.at),
                });
            }
        }
        places
    }
}

/// Each subject by the worst that was said of it.
fn subjects(rulings: &[(Standing, &Ruling<'_>)]) -> Subjects {
    let mut worst: BTreeMap<&str, Standing> = BTreeMap::new();
    for (standing, ruling) in rulings {
        let known = worst.entry(ruling.resource).or_insert(*standing);
        *known = (*known).min(*standing);
    }
    let count = |s: Standing| worst.values().filter(|known| **known == s).count();
    Subjects {
        fail: count(Standing::Fail),
        accepted: count(Standing::Accepted),
        unknown: count(Standing::Unknown),
        pass: count(Standing::Pass),
    }
}

#[cfg(test)]
mod tests;
