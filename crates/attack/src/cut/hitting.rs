//! The lightest set that meets every core: reductions first, then branch and bound.

use std::collections::{BTreeMap, BTreeSet};

use crate::horn::Decision;

/// How many branches to look at before the best set so far is given with the bound that was reached.
const BRANCHES: usize = 200_000;

/// A set that meets every core.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Found {
    /// Its decisions, ascending.
    pub(crate) decisions: Vec<Decision>,
    /// No set that meets every core weighs less.
    pub(crate) lower_bound: u64,
}

/// The lightest set of decisions that holds one of each core.
pub(crate) fn hitting_set(cores: &[Vec<Decision>], weight: &dyn Fn(Decision) -> u64) -> Found {
    let cores = minimal(cores);
    let mut search = Search { weight, best: greedy(&cores, weight), left: BRANCHES };
    let root_bound = packing(&cores, weight);
    search.branch(&cores, &mut vec![], 0);
    let total = search.total(&search.best);
    let lower_bound = if search.left > 0 { total } else { root_bound };
    let mut decisions = search.best;
    decisions.sort_unstable();
    Found { decisions, lower_bound }
}

/// The cores that no other core lies within, each once, in a fixed order.
fn minimal(cores: &[Vec<Decision>]) -> Vec<BTreeSet<Decision>> {
    let mut sets: Vec<BTreeSet<Decision>> =
        cores.iter().map(|c| c.iter().copied().collect()).collect();
    sets.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
    sets.dedup();
    let mut kept: Vec<BTreeSet<Decision>> = vec![];
    for set in sets {
        if !kept.iter().any(|k| k.is_subset(&set)) {
            kept.push(set);
        }
    }
    kept
}

/// Disjoint cores need a decision each: the sum of their lightest is a lower bound.
fn packing(cores: &[BTreeSet<Decision>], weight: &dyn Fn(Decision) -> u64) -> u64 {
    let mut used: BTreeSet<Decision> = BTreeSet::new();
    let mut sum = 0;
    for core in cores {
        if core.is_disjoint(&used) {
            sum += core.iter().map(|d| weight(*d)).min().unwrap_or(0);
            used.extend(core);
        }
    }
    sum
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
        let rank = |(d, n): &(Decision, u64)| (weight(*d) * 1_000 / n.max(&1), *d);
        let Some((d, _)) = counts.into_iter().min_by_key(rank) else { break };
        chosen.push(d);
        left.retain(|c| !c.contains(&d));
    }
    chosen
}

struct Search<'a> {
    weight: &'a dyn Fn(Decision) -> u64,
    best: Vec<Decision>,
    left: usize,
}

impl Search<'_> {
    fn total(&self, set: &[Decision]) -> u64 {
        set.iter().map(|d| (self.weight)(*d)).sum()
    }

    /// Decides for the smallest core which of its decisions to take; those tried before are then out.
    fn branch(&mut self, cores: &[BTreeSet<Decision>], chosen: &mut Vec<Decision>, spent: u64) {
        if self.left == 0 || spent + packing(cores, self.weight) >= self.total(&self.best) {
            return;
        }
        self.left -= 1;
        let Some(core) = cores.iter().min_by_key(|c| c.len()) else {
            self.best.clone_from(chosen);
            return;
        };
        let mut options: Vec<Decision> = core.iter().copied().collect();
        let met = |d: Decision| cores.iter().filter(|c| c.contains(&d)).count() as u64;
        options.sort_by_key(|d| ((self.weight)(*d) * 1_000 / met(*d).max(1), *d));
        let mut out: BTreeSet<Decision> = BTreeSet::new();
        for d in options {
            let rest = cores.iter().filter(|c| !c.contains(&d));
            let rest: Vec<BTreeSet<Decision>> = rest.map(|c| c - &out).collect();
            if rest.iter().all(|c| !c.is_empty()) {
                chosen.push(d);
                self.branch(&rest, chosen, spent + (self.weight)(d));
                chosen.pop();
            }
            out.insert(d);
        }
    }
}
