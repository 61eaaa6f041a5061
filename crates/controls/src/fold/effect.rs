//! Does a control that is there take effect? Walks the nullification table.

use ringfort_vocab::{ControlId, ControlStatus, Effect, Status, Undermined};

use super::{FoldInput, Map, Outcome, Ruling, tally::Tally};
use crate::{
    catalogue::Catalogue,
    nullify::{Condition, Degree, Nullification, glob},
};

/// Sets effect and `undermined_by` of every row. Only what is missing or failing voids others:
/// a control that is itself undermined does not.
pub(super) fn apply(
    map: &mut Map,
    tallies: &[Tally<'_>],
    input: &FoldInput<'_>,
    catalogue: &Catalogue,
) {
    let walk = Walk { map, tallies, input, catalogue };
    let mut voids: Vec<(usize, Undermined)> = vec![];
    let mut open: Vec<(usize, ControlId)> = vec![];
    for row in &catalogue.nullifications {
        for condition in &row.conditions {
            if condition.degree == Degree::Amplifies
                || !condition.holds_for(input.managed(), input.environment)
            {
                continue;
            }
            match walk.source(row, condition) {
                Source::Missing(control, ruling) => {
                    let location = ruling.map(|r| (input.locate)(r.at));
                    for place in walk.targets(condition, control) {
                        let (rule, degree) = (row.rule, condition.degree.name());
                        let (reason, location) = (row.rationale, location.clone());
                        voids.push((place, Undermined { rule, control, degree, reason, location }));
                    }
                }
                Source::NotAssessed(control) if condition.unverified => {
                    open.extend(walk.targets(condition, control).map(|place| (place, control)));
                }
                _ => {}
            }
        }
    }
    settle(map, voids, &open, catalogue);
}

/// What became of the control that a condition is about.
enum Source<'w> {
    Missing(ControlId, Option<&'w Ruling<'w>>),
    NotAssessed(ControlId),
    InPlace,
}

struct Walk<'w> {
    map: &'w Map,
    tallies: &'w [Tally<'w>],
    input: &'w FoldInput<'w>,
    catalogue: &'w Catalogue,
}

impl<'w> Walk<'w> {
    fn source(&self, row: &Nullification, condition: &Condition) -> Source<'w> {
        let sources = || row.missing.iter().map(|id| (*id, self.one(id, condition)));
        let missing = sources().find_map(|(id, source)| match source {
            One::Failing(ruling) => Some(Source::Missing(id, ruling)),
            _ => None,
        });
        let held = condition.every && sources().any(|(_, s)| matches!(s, One::Held | One::Open));
        match missing {
            Some(_) if held => Source::InPlace,
            Some(missing) => missing,
            None => {
                let open = sources().find(|(_, source)| matches!(source, One::Open));
                open.map_or(Source::InPlace, |(id, _)| Source::NotAssessed(id))
            }
        }
    }

    fn one(&self, id: &str, condition: &Condition) -> One<'w> {
        let Some(place) = self.catalogue.position(id) else { return One::Held };
        let (Some(row), Some(tally)) = (self.map.get(place), self.tallies.get(place)) else {
            return One::Held;
        };
        if matches!(row.status, Status::NotApplicable | Status::Awareness) {
            return One::Absent;
        }
        if let Some(ruling) = self.failure(tally, condition) {
            return One::Failing(Some(ruling));
        }
        match row.status {
            Status::NotAssessed => One::Open,
            Status::Missing if tally.failing.is_empty() && condition.checks.is_empty() => {
                One::Failing(None)
            }
            _ => One::Held,
        }
    }

    /// The failing check that satisfies the condition.
    fn failure(&self, tally: &'w Tally<'w>, condition: &Condition) -> Option<&'w Ruling<'w>> {
        if !condition.note_words.is_empty() {
            return self.failure_with_note(tally, condition);
        }
        tally.failing.values().find(|ruling| {
            let check = ruling.check;
            condition.matches(check.id, check.gate, ruling.note)
                && (condition.checks.is_empty() || self.company(check.id, condition))
        })
    }

    fn failure_with_note(
        &self,
        tally: &Tally<'_>,
        condition: &Condition,
    ) -> Option<&'w Ruling<'w>> {
        let failing = self.input.rulings.iter().filter(|r| r.outcome == Outcome::Fail);
        let here = failing.filter(|r| tally.failing.contains_key(r.check.id));
        here.filter(|r| condition.matches(r.check.id, r.check.gate, r.note))
            .min_by_key(|r| (r.resource, r.at.source.0, r.at.start))
    }

    /// Do the other checks of the same alternative fail as well, wherever they belong?
    fn company(&self, check: &str, condition: &Condition) -> bool {
        let fails = |pattern: &&str| {
            self.tallies.iter().any(|t| t.failing.keys().any(|id| glob(pattern, id)))
        };
        condition.checks.iter().any(|all| {
            all.first().is_some_and(|first| glob(first, check)) && all.iter().skip(1).all(fails)
        })
    }

    /// Targets that are there and can be voided: never the missing control itself.
    fn targets(&self, condition: &Condition, missing: ControlId) -> impl Iterator<Item = usize> {
        let others = condition.targets.iter().filter(move |id| **id != missing);
        others
            .filter_map(|id| self.catalogue.position(id))
            .filter(|place| self.map.get(*place).is_some_and(is_there))
    }
}

/// What became of one control of a row.
enum One<'w> {
    Failing(Option<&'w Ruling<'w>>),
    Absent,
    Open,
    Held,
}

fn is_there(row: &ControlStatus) -> bool {
    matches!(row.status, Status::Implemented | Status::Partial | Status::CoveredElsewhere)
}

fn settle(
    map: &mut Map,
    voids: Vec<(usize, Undermined)>,
    open: &[(usize, ControlId)],
    catalogue: &Catalogue,
) {
    for row in map.iter_mut() {
        row.effect = if is_there(row) { Effect::Effective } else { Effect::None };
    }
    for (place, undermined) in voids {
        let Some(row) = map.get_mut(place) else { continue };
        row.effect = Effect::Undermined;
        let same = |u: &Undermined| u.rule == undermined.rule && u.control == undermined.control;
        if !row.undermined_by.iter().any(same) {
            row.undermined_by.push(undermined);
        }
    }
    for (place, row) in map.iter_mut().enumerate() {
        if row.effect != Effect::Effective {
            continue;
        }
        let mut causes: Vec<ControlId> =
            open.iter().filter(|(target, _)| *target == place).map(|(_, cause)| *cause).collect();
        causes.sort_by_key(|id| catalogue.position(id));
        causes.dedup();
        if let Some(first) = causes.first() {
            row.effect = Effect::Unverified;
            let more = match causes.len() - 1 {
                0 => String::new(),
                n => format!(" and {n} more"),
            };
            let verb = if causes.len() == 1 { "was" } else { "were" };
            row.reason = format!(
                "{}; effect not verified, since {first}{more} {verb} not assessed",
                row.reason
            );
        }
    }
}
