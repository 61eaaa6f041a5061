//! The lightest set that meets every core: a good set first, then branch and bound.

use std::collections::{BTreeMap, BTreeSet};

use crate::horn::Decision;

use super::Work;
use super::prices::Prices;

/// A set that meets every core.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Found {
    /// Its decisions, ascending.
    pub(crate) decisions: Vec<Decision>,
    /// No set that meets every core weighs less.
    pub(crate) lower_bound: u64,
}

/// The lightest set of decisions that holds one of each core. `known` is one such set.
pub(crate) fn hitting_set(
    cores: &[Vec<Decision>],
    weight: &dyn Fn(Decision) -> u64,
    known: &[Decision],
    work: &Work,
) -> Found {
    let cores = minimal(cores, work);
    let mut search = Search { weight, best: greedy(&cores, weight), work, done: true };
    if search.total(known) < search.total(&search.best) {
        search.best = known.to_vec();
    }
    let root_bound = bound(&cores, weight);
    search.branch(&cores, &mut vec![], 0);
    let total = search.total(&search.best);
    let lower_bound = if search.done { total } else { root_bound };
    let mut decisions = search.best;
    decisions.sort_unstable();
    Found { decisions, lower_bound }
}

/// The cores that no other core lies within, each once, in a fixed order.
fn minimal(cores: &[Vec<Decision>], work: &Work) -> Vec<BTreeSet<Decision>> {
    let mut sets: Vec<BTreeSet<Decision>> =
        cores.iter().map(|c| c.iter().copied().collect()).collect();
    sets.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
    sets.dedup();
    let mut kept: Vec<BTreeSet<Decision>> = vec![];
    for set in sets {
        // A core more than needed does no harm: the look for smaller ones ends with the work.
        if !work.spend(kept.len()) || !kept.iter().any(|k| k.is_subset(&set)) {
            kept.push(set);
        }
    }
    kept
}

/// What every set that meets the cores weighs at least.
fn bound(cores: &[BTreeSet<Decision>], weight: &dyn Fn(Decision) -> u64) -> u64 {
    let mut prices = Prices::new(weight);
    for core in cores {
        let core: Vec<Decision> = core.iter().copied().collect();
        prices.raise(&core);
    }
    prices.total()
}

/// A set that meets every core, by the most cores met per weight.
fn greedy(cores: &[BTreeSet<Decision>], weight: &dyn Fn(Decision) -> u64) -> Vec<Decision> {
    let mut left: Vec<&BTreeSet<Decision>> = cores.iter().collect();
    let mut chosen = vec![];
    while !left.is_empty() {
        let mut counts: BTreeMap<Decision, u64> = BTreeMap::new();
        for d in left.iter().flat_map(|c| c.iter()) {
            *counts.entry(*d).or_default() += 1;
        }
        let rank = |(d, n): &(Decision, u64)| (weight(*d).saturating_mul(1_000) / n.max(&1), *d);
        let Some((d, _)) = counts.into_iter().min_by_key(rank) else { break };
        chosen.push(d);
        left.retain(|c| !c.contains(&d));
    }
    chosen
}

struct Search<'a> {
    weight: &'a dyn Fn(Decision) -> u64,
    best: Vec<Decision>,
    work: &'a Work,
    /// Was everything looked at that could hold a lighter set?
    done: bool,
}

impl Search<'_> {
    fn total(&self, set: &[Decision]) -> u64 {
        set.iter().map(|d| (self.weight)(*d)).sum()
    }

    /// Decides for the smallest core which of its decisions to take; those tried before are then out.
    fn branch(&mut self, cores: &[BTreeSet<Decision>], chosen: &mut Vec<Decision>, spent: u64) {
        self.done &= self.work.spend(cores.iter().map(BTreeSet::len).sum());
        if !self.done || spent + bound(cores, self.weight) >= self.total(&self.best) {
            return;
        }
        let Some(core) = cores.iter().min_by_key(|c| c.len()) else {
            self.best.clone_from(chosen);
            return;
        };
        let mut out: BTreeSet<Decision> = BTreeSet::new();
        for d in self.options(core, cores) {
            let rest = cores.iter().filter(|c| !c.contains(&d));
            let rest: Vec<BTreeSet<Decision>> = rest.map(|c| c - &out).collect();
            if self.done && rest.iter().all(|c| !c.is_empty()) {
                chosen.push(d);
                self.branch(&rest, chosen, spent + (self.weight)(d));
                chosen.pop();
            }
            out.insert(d);
        }
    }

    /// The decisions of `core`, those first that meet the most of `cores` for their weight.
    fn options(&self, core: &BTreeSet<Decision>, cores: &[BTreeSet<Decision>]) -> Vec<Decision> {
        let met = |d: Decision| cores.iter().filter(|c| c.contains(&d)).count() as u64;
        let mut options: Vec<(u64, Decision)> = core
            .iter()
            .map(|d| ((self.weight)(*d).saturating_mul(1_000) / met(*d).max(1), *d))
            .collect();
        options.sort_unstable();
        options.into_iter().map(|(_, d)| d).collect()
    }
}
