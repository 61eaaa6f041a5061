//! The easiest way to an atom, unfolded.

use super::{Atom, Derivation, Inst, System};

/// The instances of a way, each after those that it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Proof {
    /// The instances, first step first.
    pub(crate) steps: Vec<Inst>,
}

impl Proof {
    /// The easiest way to `goal`; `None` if it cannot be had.
    pub(crate) fn of(system: &System, found: &Derivation, goal: Atom) -> Option<Self> {
        found.holds(goal).then(|| Self::by(system, goal, &|atom| found.by(atom)))
    }

    /// The way to `goal` on which `by` names the instance for each atom; `None` there is what is given.
    pub(crate) fn by(system: &System, goal: Atom, by: &dyn Fn(Atom) -> Option<Inst>) -> Self {
        let mut steps = vec![];
        let mut seen = std::collections::BTreeSet::new();
        // Second visits (`true`) write the step, after everything below it is written.
        let mut stack = vec![(goal, false)];
        while let Some((atom, below_done)) = stack.pop() {
            let Some(i) = by(atom) else { continue };
            if below_done {
                steps.push(i);
            } else if seen.insert(atom) {
                stack.push((atom, true));
                stack.extend(system.body(i).iter().rev().map(|b| (*b, false)));
            }
        }
        Self { steps }
    }
}
