//! Assumptions that exclude one another: an attacker who starts in any one pod starts in one. What takes two of them
//! at once is no way.
//!
//! With which choices alone an atom can be had is a set: that of an instance is what the sets of its body have in common,
//! and that of an atom what its instances give together. The sets are derived for 64 choices at a time, a bit each.

use std::collections::{BTreeSet, HashMap};

use super::{Atom, Inst, Proof, System};

/// The number of a choice.
pub(crate) type Choice = u32;

/// The instances that are alternatives of one another, by choice. Several instances may belong to one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Choices {
    of: HashMap<Inst, Choice>,
    count: Choice,
}

impl Choices {
    /// Makes instance `i` part of `choice`.
    pub(crate) fn add(&mut self, i: Inst, choice: Choice) {
        self.of.insert(i, choice);
        self.count = self.count.max(choice + 1);
    }

    /// Is there none?
    pub(crate) fn is_empty(&self) -> bool {
        self.of.is_empty()
    }

    /// These and `others`, whose choices exclude these as well.
    pub(crate) fn and(mut self, others: &Self) -> Self {
        let first = self.count;
        for (i, choice) in &others.of {
            self.add(*i, first + choice);
        }
        self
    }

    /// The choice that instance `i` is part of.
    pub(crate) fn of(&self, i: Inst) -> Option<Choice> {
        self.of.get(&i).copied()
    }

    /// The choice that `proof` makes, if it makes one; `Err` if it makes several.
    pub(crate) fn of_proof(&self, proof: &Proof) -> Result<Option<Choice>, ()> {
        let made: BTreeSet<Choice> = proof.steps.iter().filter_map(|i| self.of(*i)).collect();
        if made.len() > 1 { Err(()) } else { Ok(made.first().copied()) }
    }

    /// Does instance `i` go with `choice`: is it part of no other?
    pub(crate) fn allows(&self, choice: Option<Choice>, i: Inst) -> bool {
        self.of(i).is_none_or(|own| choice == Some(own))
    }

    /// Can choices mix on the way to one of `goals`: is there an instance that needs two atoms which both depend on them?
    /// `held` says what can be had at best.
    pub(crate) fn mix(&self, system: &System, held: &dyn Fn(Atom) -> bool, goals: &[Atom]) -> bool {
        let feeds = |i: Inst| system.body(i).iter().all(|b| held(*b));
        let heads = self.of.keys().map(|i| system.head(*i)).collect();
        let dependent = reach(system, heads, &|atom, next| {
            let users = system.users(atom).iter().copied().filter(|i| feeds(*i));
            next.extend(users.map(|i| system.head(i)));
        });
        let wanted = reach(system, goals.to_vec(), &|atom, next| {
            let makers = system.makers(atom).iter().copied().filter(|i| feeds(*i));
            next.extend(makers.flat_map(|i| system.body(i)));
        });
        let is = |set: &[bool], atom: Atom| set.get(atom as usize) == Some(&true);
        (0..system.len() as Inst).any(|i| {
            let own: BTreeSet<Atom> =
                system.body(i).iter().copied().filter(|b| is(&dependent, *b)).collect();
            own.len() > 1 && is(&wanted, system.head(i)) && feeds(i)
        })
    }
}

/// Everything that `step` leads to from `queue`, in any number of steps.
fn reach(system: &System, mut queue: Vec<Atom>, step: &dyn Fn(Atom, &mut Vec<Atom>)) -> Vec<bool> {
    let mut seen = vec![false; system.atoms()];
    while let Some(atom) = queue.pop() {
        if seen.get_mut(atom as usize).is_some_and(|s| !std::mem::replace(s, true)) {
            step(atom, &mut queue);
        }
    }
    seen
}

/// For each of `goals` that one choice alone (or none) leads to: the least such choice.
pub(crate) fn alone(
    system: &System,
    given: &[Atom],
    open: &dyn Fn(Inst) -> bool,
    choices: &Choices,
    goals: &[Atom],
) -> HashMap<Atom, Choice> {
    let mut found = HashMap::new();
    for first in (0..choices.count.max(1)).step_by(64) {
        let mut block = Block { sets: vec![0; system.atoms()], choices, first };
        block.derive(system, given, open);
        for goal in goals {
            let set = block.set(*goal);
            if set != 0 {
                found.entry(*goal).or_insert(first + set.trailing_zeros());
            }
        }
        if goals.iter().all(|g| found.contains_key(g)) {
            break;
        }
    }
    found
}

/// 64 choices from `first`, each a bit of the sets.
struct Block<'c> {
    sets: Vec<u64>,
    choices: &'c Choices,
    first: Choice,
}

impl Block<'_> {
    fn set(&self, atom: Atom) -> u64 {
        self.sets.get(atom as usize).copied().unwrap_or(0)
    }

    /// The choices that instance `i` goes with.
    fn own(&self, i: Inst) -> u64 {
        match self.choices.of(i).map(|c| c.checked_sub(self.first)) {
            None => u64::MAX,
            Some(Some(bit @ 0..64)) => 1 << bit,
            Some(_) => 0,
        }
    }

    fn derive(&mut self, system: &System, given: &[Atom], open: &dyn Fn(Inst) -> bool) {
        let mut queue: Vec<Atom> = vec![];
        for atom in given {
            self.widen(*atom, u64::MAX, &mut queue);
        }
        for i in system.axioms().iter().copied().filter(|i| open(*i)) {
            self.widen(system.head(i), self.own(i), &mut queue);
        }
        while let Some(atom) = queue.pop() {
            for i in system.users(atom).iter().copied().filter(|i| open(*i)) {
                let body = system.body(i).iter().map(|b| self.set(*b));
                let set = body.fold(self.own(i), |a, b| a & b);
                self.widen(system.head(i), set, &mut queue);
            }
        }
    }

    /// Adds `set` to what leads to `atom`, which is looked at again if that is news.
    fn widen(&mut self, atom: Atom, set: u64, queue: &mut Vec<Atom>) {
        let Some(known) = self.sets.get_mut(atom as usize) else { return };
        if set & !*known != 0 {
            *known |= set;
            queue.push(atom);
        }
    }
}
