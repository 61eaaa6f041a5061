//! What an attacker can come to hold, and by which instances most easily: Knuth's generalisation of
//! Dijkstra's algorithm to AND/OR graphs (D. E. Knuth, "A generalization of Dijkstra's algorithm", 1977).
//!
//! The cost of an atom is the cost of its instance plus the costs of all its body: monotone, so each
//! atom is final when it leaves the queue, and the work is linear in the instances but for the queue.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::{Atom, Inst, System};

/// No instance derives it.
const NONE: Inst = Inst::MAX;
/// The cost of what cannot be had.
const NEVER: u64 = u64::MAX;

/// What can be held, how hard that is, and by which instance.
#[derive(Debug)]
pub(crate) struct Derivation {
    costs: Vec<u64>,
    by: Vec<Inst>,
}

impl Derivation {
    /// Can `atom` be had?
    pub(crate) fn holds(&self, atom: Atom) -> bool {
        self.cost(atom).is_some()
    }

    /// How hard `atom` is to have.
    pub(crate) fn cost(&self, atom: Atom) -> Option<u64> {
        self.costs.get(atom as usize).copied().filter(|c| *c != NEVER)
    }

    /// The instance of the easiest way; `None` for what is given or cannot be had.
    pub(crate) fn by(&self, atom: Atom) -> Option<Inst> {
        self.by.get(atom as usize).copied().filter(|i| *i != NONE)
    }
}

/// Derives everything from `given`. `open` says which instances count; `cost` how hard each is.
pub(crate) fn derive(
    system: &System,
    given: &[Atom],
    open: &dyn Fn(Inst) -> bool,
    cost: &dyn Fn(Inst) -> u64,
) -> Derivation {
    let atoms = given.iter().map(|a| *a as usize + 1).max().unwrap_or(0).max(system.atoms());
    let mut run = Run {
        found: Derivation { costs: vec![NEVER; atoms], by: vec![NONE; atoms] },
        settled: vec![false; atoms],
        missing: vec![0; system.len()],
        sums: vec![0; system.len()],
        queue: BinaryHeap::new(),
    };
    run.begin(system, given, open, cost);
    while let Some(Reverse((_, atom))) = run.queue.pop() {
        run.settle(system, atom, open, cost);
    }
    run.found
}

struct Run {
    found: Derivation,
    settled: Vec<bool>,
    /// How many body atoms of each instance are not settled yet.
    missing: Vec<u32>,
    /// What the settled body atoms of each instance cost together.
    sums: Vec<u64>,
    queue: BinaryHeap<Reverse<(u64, Atom)>>,
}

impl Run {
    fn begin(
        &mut self,
        system: &System,
        given: &[Atom],
        open: &dyn Fn(Inst) -> bool,
        cost: &dyn Fn(Inst) -> u64,
    ) {
        for (i, missing) in self.missing.iter_mut().enumerate() {
            *missing = system.body(i as Inst).len() as u32;
        }
        for atom in given {
            self.offer(*atom, 0, NONE);
        }
        for i in system.axioms.iter().copied().filter(|i| open(*i)) {
            self.offer(system.head(i), cost(i), i);
        }
    }

    /// Keeps the way by `i` if it is easier, or as easy and earlier.
    fn offer(&mut self, atom: Atom, cost: u64, i: Inst) {
        let at = atom as usize;
        let (Some(best), Some(by)) = (self.found.costs.get_mut(at), self.found.by.get_mut(at))
        else {
            return;
        };
        if self.settled.get(at) == Some(&true) || (*best, *by) <= (cost, i) && *best != NEVER {
            return;
        }
        if *best != cost {
            self.queue.push(Reverse((cost, atom)));
        }
        (*best, *by) = (cost, i);
    }

    fn settle(
        &mut self,
        system: &System,
        atom: Atom,
        open: &dyn Fn(Inst) -> bool,
        cost: &dyn Fn(Inst) -> u64,
    ) {
        match self.settled.get_mut(atom as usize) {
            Some(done) if !*done => *done = true,
            _ => return,
        }
        let own = self.found.cost(atom).unwrap_or(0);
        for i in system.users.row(atom).iter().copied() {
            let at = i as usize;
            let (Some(missing), Some(sum)) = (self.missing.get_mut(at), self.sums.get_mut(at))
            else {
                continue;
            };
            *missing = missing.saturating_sub(1);
            *sum = sum.saturating_add(own);
            if *missing == 0 && open(i) {
                let total = sum.saturating_add(cost(i)).min(NEVER - 1);
                self.offer(system.head(i), total, i);
            }
        }
    }
}
