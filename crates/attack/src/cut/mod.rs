//! The smallest set of decisions that closes a goal: an implicit hitting set, exact and anytime.
//!
//! Every way to the goal is stopped by one of the guards on its steps, so the decisions behind these
//! guards are a *core*: each solution holds one of them. The smallest set that hits all cores found so far
//! is a lower bound; when it leaves no way, it is the answer. (E. Moreno-Centeno and R. Karp, "The implicit
//! hitting set approach", 2013.) A first answer and a first bound come from raising a price on each core until
//! one of its decisions is paid for (dual ascent); often they meet, and nothing has to be searched.

#[cfg(test)]
mod adversarial;
mod hitting;
mod prices;
mod reduce;
mod rules;
#[cfg(test)]
mod tests;
mod thin;

use std::cell::Cell;
use std::collections::BTreeSet;

use crate::horn::{Atom, Choices, Decision, Inst, Proof, State, System, alone, derive};

use hitting::hitting_set;
use prices::Prices;
pub(crate) use reduce::{Field, Reduced};
use thin::thinned;

/// What is asked.
pub(crate) struct Question<'a> {
    /// The rules.
    pub(crate) system: &'a System,
    /// What the attacker starts with.
    pub(crate) given: &'a [Atom],
    /// What must not be had.
    pub(crate) goal: Atom,
    /// The weight of a decision, at least 1; `None`: not to be used.
    pub(crate) weight: &'a dyn Fn(Decision) -> Option<u64>,
    /// Assumptions that exclude one another.
    pub(crate) choices: &'a Choices,
    /// How much work to spend before the best answer so far is given with the bound that was reached.
    pub(crate) work: Work,
}

/// Work that is left, in rules and decisions looked at: the same on every machine, unlike time.
pub(crate) struct Work {
    left: Cell<u64>,
}

impl Work {
    /// `units` of work.
    pub(crate) fn new(units: u64) -> Self {
        Self { left: Cell::new(units) }
    }

    /// Spends `units`; is there any left?
    fn spend(&self, units: usize) -> bool {
        self.left.set(self.left.get().saturating_sub(units as u64));
        self.left.get() > 0
    }
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// These decisions close the goal.
    Cut(Cut),
    /// Some way has no guard that may be used.
    Open,
}

/// A set of decisions that closes the goal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cut {
    /// The decisions, ascending.
    pub(crate) decisions: Vec<Decision>,
    /// Their weight together.
    pub(crate) weight: u64,
    /// No set that closes the goal weighs less than this.
    pub(crate) lower_bound: u64,
}

impl Cut {
    /// Is it proved to be the smallest?
    pub(crate) fn is_proved(&self) -> bool {
        self.weight == self.lower_bound
    }
}

/// Is instance `i` open when the decisions that are `taken` are in place? What is not known counts as open.
pub(crate) fn is_open(system: &System, i: Inst, taken: &dyn Fn(Decision) -> bool) -> bool {
    system.guards_of(i).iter().all(|g| {
        let guard = system.guard(*g);
        guard.state != State::InPlace && !taken(guard.decision)
    })
}

/// The smallest set of decisions that answers a reduced question, with `work` units of work.
pub(crate) fn smallest(
    reduced: &Reduced,
    weight: &dyn Fn(Decision) -> Option<u64>,
    work: u64,
) -> Answer {
    if reduced.is_free {
        return Answer::Open;
    }
    let real = |d: Decision| reduced.decisions.get(d as usize).copied();
    let weight = |d: Decision| weight(real(d)?);
    let (system, goal, work) = (&reduced.system, reduced.goal, Work::new(work));
    let (given, choices) = (&[], &reduced.choices);
    match minimum(&Question { system, given, goal, weight: &weight, choices, work }) {
        Answer::Cut(mut cut) => {
            cut.decisions = cut.decisions.into_iter().filter_map(real).collect();
            cut.decisions.sort_unstable();
            Answer::Cut(cut)
        }
        Answer::Open => Answer::Open,
    }
}

/// The smallest set of decisions that closes the goal.
pub(crate) fn minimum(question: &Question<'_>) -> Answer {
    let weight = |d: Decision| (question.weight)(d).unwrap_or(u64::MAX / 4);
    let mut cores: Vec<Vec<Decision>> = vec![];
    let mut prices = Prices::new(&weight);
    let Some(first) = closing(question, BTreeSet::new(), &mut cores, &mut prices) else {
        return Answer::Open;
    };
    let mut best = cut(thinned(question, first, &weight), &weight, prices.total());
    while !best.is_proved() && question.work.spend(1) {
        let hit = hitting_set(&cores, &weight, &best.decisions, &question.work);
        best.lower_bound = best.lower_bound.max(hit.lower_bound);
        let before = cores.len();
        let tried = hit.decisions.into_iter().collect();
        let Some(all) = closing(question, tried, &mut cores, &mut Prices::new(&weight)) else {
            return Answer::Open;
        };
        let found = cut(thinned(question, all, &weight), &weight, best.lower_bound);
        if found.weight < best.weight {
            best = found;
        }
        if cores.len() == before {
            // What hits every core closes the goal: no better bound is to be had from these cores.
            break;
        }
    }
    Answer::Cut(best)
}

fn cut(mut decisions: Vec<Decision>, weight: &dyn Fn(Decision) -> u64, lower_bound: u64) -> Cut {
    decisions.sort_unstable();
    let total = decisions.iter().map(|d| weight(*d)).sum();
    Cut { decisions, weight: total, lower_bound }
}

/// `tried` with what else it takes to close the goal: of each way that is left, the decisions that `prices` pay for.
/// The ways' cores are added to `cores`. `None` if nothing may stop some way.
fn closing(
    question: &Question<'_>,
    mut tried: BTreeSet<Decision>,
    cores: &mut Vec<Vec<Decision>>,
    prices: &mut Prices<'_>,
) -> Option<BTreeSet<Decision>> {
    while let Some(core) = surviving(question, &tried) {
        if core.is_empty() {
            return None;
        }
        tried.extend(prices.raise(&core));
        cores.push(core);
    }
    Some(tried)
}

/// The core of the way that has the fewest guards, if one survives `tried`; empty if nothing may stop it.
fn surviving(question: &Question<'_>, tried: &BTreeSet<Decision>) -> Option<Vec<Decision>> {
    let system = question.system;
    question.work.spend(system.len());
    let open = |i: Inst| is_open(system, i, &|d| tried.contains(&d));
    let proof = easiest(question, &open)?;
    let guards = proof.steps.iter().flat_map(|i| system.guards_of(*i));
    let mut core: Vec<Decision> = guards.map(|g| system.guard(*g).decision).collect();
    core.retain(|d| (question.weight)(*d).is_some());
    core.sort_unstable();
    core.dedup();
    Some(core)
}

/// The way with the fewest guards that makes one choice at most: the easiest of all as a rule, else that of the first
/// choice that suffices alone.
fn easiest(question: &Question<'_>, open: &dyn Fn(Inst) -> bool) -> Option<Proof> {
    let Question { system, given, goal, choices, .. } = question;
    let cost = |i: Inst| 1 + 64 * system.guards_of(i).len() as u64;
    let proof = Proof::of(system, &derive(system, given, open, &cost), *goal)?;
    if choices.of_proof(&proof).is_ok() {
        return Some(proof);
    }
    let choice = alone(system, given, open, choices, &[*goal]).get(goal).copied();
    choice?;
    let open = |i: Inst| open(i) && choices.allows(choice, i);
    Proof::of(system, &derive(system, given, &open, &cost), *goal)
}
