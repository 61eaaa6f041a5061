//! A solution without what it can spare.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::horn::{Decision, Inst, alone, closure, extended};

use super::{Question, is_open};

/// `solution` without what it can spare, the heaviest spared first. What is spared opens instances; what follows
/// from these is added to what was open, so that the work is that of one derivation and not of one for each.
pub(super) fn thinned(
    question: &Question<'_>,
    solution: BTreeSet<Decision>,
    weight: &dyn Fn(Decision) -> u64,
) -> Vec<Decision> {
    let system = question.system;
    let stops = stops(question, &solution);
    let mut order: Vec<Decision> = solution.iter().copied().collect();
    order.sort_by_key(|d| (Reverse(weight(*d)), *d));
    let mut kept = solution;
    let is_open_to = |kept: &BTreeSet<Decision>, i| is_open(system, i, &|d| kept.contains(&d));
    let mut held = closure(system, question.given, &|i| is_open_to(&kept, i));
    for decision in order {
        kept.remove(&decision);
        let freed = stops.get(&decision).map_or(&[][..], Vec::as_slice);
        question.work.spend(1 + freed.len());
        let more = extended(system, &held, freed, &|i| is_open_to(&kept, i));
        if more.holds(question.goal) && is_way(question, &|i| is_open_to(&kept, i)) {
            kept.insert(decision);
        } else {
            held = more;
        }
    }
    kept.into_iter().collect()
}

/// Is there a way that makes one choice at most?
fn is_way(question: &Question<'_>, open: &dyn Fn(Inst) -> bool) -> bool {
    let Question { system, given, goal, choices, .. } = question;
    choices.is_empty() || alone(system, given, open, choices, &[*goal]).contains_key(goal)
}

/// The instances that each of `decisions` stops.
fn stops(question: &Question<'_>, decisions: &BTreeSet<Decision>) -> BTreeMap<Decision, Vec<Inst>> {
    let system = question.system;
    let mut stops: BTreeMap<Decision, Vec<Inst>> = BTreeMap::new();
    for i in 0..system.len() as Inst {
        let own = system.guards_of(i).iter().map(|g| system.guard(*g).decision);
        for decision in own.filter(|d| decisions.contains(d)) {
            stops.entry(decision).or_default().push(i);
        }
    }
    stops
}
