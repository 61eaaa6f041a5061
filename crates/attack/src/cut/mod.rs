//! The smallest set of decisions that closes a goal: an implicit hitting set, exact and anytime.
//!
//! Every way to the goal is stopped by one of the guards on its steps, so the decisions behind these
//! guards are a *core*: each solution holds one of them. The smallest set that hits all cores found so far
//! is a lower bound; when it leaves no way, it is the answer. (E. Moreno-Centeno and R. Karp, "The implicit
//! hitting set approach", 2013.)

mod hitting;
mod reduce;
mod rules;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crate::horn::{Atom, Choices, Decision, Inst, Proof, State, System, alone, derive};

use hitting::hitting_set;
pub(crate) use reduce::{Field, Reduced};

/// What is asked.
pub(crate) struct Question<'a> {
    /// The rules.
    pub(crate) system: &'a System,
    /// What the attacker starts with.
    pub(crate) given: &'a [Atom],
    /// What must not be had.
    pub(crate) goal: Atom,
    /// The weight of a decision; `None`: not to be used.
    pub(crate) weight: &'a dyn Fn(Decision) -> Option<u64>,
    /// Decisions already taken.
    pub(crate) taken: &'a BTreeSet<Decision>,
    /// Assumptions that exclude one another.
    pub(crate) choices: &'a Choices,
    /// How many rounds to spend at most.
    pub(crate) rounds: usize,
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

/// Is instance `i` open when the decisions in `taken` are in place? What is not known counts as open.
pub(crate) fn is_open(system: &System, i: Inst, taken: &BTreeSet<Decision>) -> bool {
    system.guards_of(i).iter().all(|g| {
        let guard = system.guard(*g);
        guard.state != State::InPlace && !taken.contains(&guard.decision)
    })
}

/// The smallest set of decisions that answers a reduced question.
pub(crate) fn smallest(
    reduced: &Reduced,
    weight: &dyn Fn(Decision) -> Option<u64>,
    rounds: usize,
) -> Answer {
    if reduced.is_free {
        return Answer::Open;
    }
    let real = |d: Decision| reduced.decisions.get(d as usize).copied();
    let weight = |d: Decision| weight(real(d)?);
    let taken = BTreeSet::new();
    let (system, goal) = (&reduced.system, reduced.goal);
    let (given, choices) = (&[], &reduced.choices);
    let question =
        Question { system, given, goal, weight: &weight, taken: &taken, choices, rounds };
    match minimum(&question) {
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
    let mut cores: Vec<Vec<Decision>> = vec![];
    let mut last: BTreeSet<Decision> = BTreeSet::new();
    let weight = |d: Decision| (question.weight)(d).unwrap_or(u64::MAX / 4);
    let mut bound = 0;
    for _ in 0..question.rounds.max(1) {
        let hit = hitting_set(&cores, &weight);
        bound = bound.max(hit.lower_bound);
        let mut tried: BTreeSet<Decision> = hit.decisions.iter().copied().collect();
        let before = cores.len();
        // Closing each core as it is found yields disjoint cores, and in the end some solution.
        while let Some(core) = surviving(question, &tried) {
            if core.is_empty() {
                return Answer::Open;
            }
            tried.extend(core.iter().copied());
            cores.push(core);
        }
        if cores.len() == before {
            return Answer::Cut(cut(hit.decisions, &weight, bound));
        }
        last = tried;
    }
    // Out of rounds: some solution, without what it can spare, and the bound that was reached.
    Answer::Cut(cut(thinned(question, last, &weight), &weight, bound))
}

fn cut(mut decisions: Vec<Decision>, weight: &dyn Fn(Decision) -> u64, lower_bound: u64) -> Cut {
    decisions.sort_unstable();
    let total = decisions.iter().map(|d| weight(*d)).sum();
    Cut { decisions, weight: total, lower_bound }
}

/// The core of the way that has the fewest guards, if one survives `tried`; empty if nothing may stop it.
fn surviving(question: &Question<'_>, tried: &BTreeSet<Decision>) -> Option<Vec<Decision>> {
    let system = question.system;
    let taken: BTreeSet<Decision> = tried.union(question.taken).copied().collect();
    let open = |i: Inst| is_open(system, i, &taken);
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

/// `solution` without what it can spare, the heaviest spared first.
fn thinned(
    question: &Question<'_>,
    solution: BTreeSet<Decision>,
    weight: &dyn Fn(Decision) -> u64,
) -> Vec<Decision> {
    let mut order: Vec<Decision> = solution.iter().copied().collect();
    order.sort_by_key(|d| std::cmp::Reverse(weight(*d)));
    let mut kept = solution;
    for decision in order {
        kept.remove(&decision);
        if surviving(question, &kept).is_some() {
            kept.insert(decision);
        }
    }
    kept.into_iter().collect()
}
