//! Counting: from the rulings of one control to verdicts per asset.

use std::collections::{BTreeMap, HashMap};

use ringfort_vocab::{Assets, Basis, Severity};

use super::{Outcome, Ruling};

/// How many places of each verdict a status shows.
const SHOWN: usize = 5;

/// What the rulings of one control come to.
#[derive(Default)]
pub(crate) struct Tally<'a> {
    /// Worst gate outcome per asset.
    assets: HashMap<&'a str, Outcome>,
    /// The first failing ruling per check, gates and others.
    pub(crate) failing: BTreeMap<&'static str, Ruling<'a>>,
    /// Gate rulings worth showing, per outcome.
    shown: [Vec<Ruling<'a>>; 3],
    /// The worst failing check that is no gate, medium or worse.
    pub(crate) blemish: Option<Ruling<'a>>,
    /// The weakest basis per outcome.
    basis: [Option<Basis>; 3],
    /// Failing gates, and how many of these are accepted.
    pub(crate) failures: usize,
    pub(crate) accepted: usize,
    /// The acceptance that ends first.
    pub(crate) accepted_until: Option<&'a str>,
    /// Does a place exist that was measured rather than read?
    pub(crate) observed: bool,
}

/// A total order over rulings that does not depend on theirs: worst check first, then names.
fn order<'a>(
    ruling: &Ruling<'a>,
) -> (std::cmp::Reverse<Severity>, &'a str, &'static str, [u32; 3]) {
    let at = ruling.at;
    let place = [at.source.0, at.start, at.end];
    (std::cmp::Reverse(ruling.check.severity), ruling.resource, ruling.check.id, place)
}

impl<'a> Tally<'a> {
    pub(crate) fn add(&mut self, ruling: &Ruling<'a>) {
        if ruling.outcome == Outcome::Fail {
            self.add_failure(ruling);
        }
        if ruling.check.gate {
            self.add_gate(ruling);
        }
    }

    fn add_failure(&mut self, ruling: &Ruling<'a>) {
        let first = self.failing.entry(ruling.check.id).or_insert(*ruling);
        if order(ruling) < order(first) {
            *first = *ruling;
        }
        let worse = |seen: &Ruling<'a>| order(ruling) < order(seen);
        let counts = !ruling.check.gate && ruling.check.severity >= Severity::Medium;
        if counts && self.blemish.as_ref().is_none_or(worse) {
            self.blemish = Some(*ruling);
        }
    }

    fn add_gate(&mut self, ruling: &Ruling<'a>) {
        let worst = self.assets.entry(ruling.resource).or_insert(ruling.outcome);
        *worst = (*worst).min(ruling.outcome);
        let slot = ruling.outcome as usize;
        if let Some(basis) = self.basis.get_mut(slot) {
            *basis = Some(basis.map_or(ruling.basis, |seen| seen.min(ruling.basis)));
        }
        if let Some(shown) = self.shown.get_mut(slot) {
            let place = shown.partition_point(|seen| order(seen) <= order(ruling));
            shown.insert(place, *ruling);
            shown.truncate(SHOWN);
        }
        self.observed |= ruling.basis == Basis::Observed;
        if ruling.outcome == Outcome::Fail {
            self.failures += 1;
            if let Some(suppressed) = ruling.accepted {
                self.accept(suppressed.until.as_deref());
            }
        }
    }

    fn accept(&mut self, until: Option<&'a str>) {
        self.accepted += 1;
        let earliest = [self.accepted_until, until].into_iter().flatten().min();
        self.accepted_until = earliest;
    }

    /// Assets per verdict.
    pub(crate) fn assets(&self) -> Assets {
        let mut counts = Assets::default();
        for outcome in self.assets.values() {
            *match outcome {
                Outcome::Fail => &mut counts.fail,
                Outcome::Unknown => &mut counts.unknown,
                Outcome::Pass => &mut counts.pass,
            } += 1;
        }
        counts
    }

    /// The weakest basis on which an outcome rests.
    pub(crate) fn basis(&self, outcome: Outcome) -> Option<Basis> {
        self.basis.get(outcome as usize).copied().flatten()
    }

    /// Gate rulings to show: failures first, then unknowns, then passes.
    pub(crate) fn shown(&self) -> impl Iterator<Item = &Ruling<'a>> {
        self.shown.iter().flatten()
    }

    /// The first gate ruling of an outcome.
    pub(crate) fn first(&self, outcome: Outcome) -> Option<&Ruling<'a>> {
        self.shown.get(outcome as usize).and_then(|shown| shown.first())
    }

    /// Was anything said at all?
    pub(crate) fn is_empty(&self) -> bool {
        self.assets.is_empty() && self.failing.is_empty()
    }
}
