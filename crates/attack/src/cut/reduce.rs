//! What a question turns on, and nothing else: what no guard can stop is given, what cannot lead to the goal is
//! gone, and instances that say the same are one. A large estate leaves a small system.

use std::collections::{BTreeMap, BTreeSet};

use crate::horn::{
    Atom, Builder, Decision, Derivation, Guard, Inst, Instance, State, System, derive,
};

use super::is_open;

/// The reduced question.
pub(crate) struct Reduced {
    /// The rules that matter; guards are the decisions themselves.
    pub(crate) system: System,
    /// The goal there.
    pub(crate) goal: Atom,
    /// The decisions of its guards, by their number there.
    pub(crate) decisions: Vec<Decision>,
    /// The way that no guard is on, if there is one: its instances in the whole system.
    pub(crate) free: Option<Vec<Inst>>,
}

/// What can be had from a start: without any control in the way, and at all.
pub(crate) struct Reach {
    free: Derivation,
    all: Derivation,
}

impl Reach {
    /// What can be had from `given`.
    pub(crate) fn of(system: &System, given: &[Atom]) -> Self {
        let none = BTreeSet::new();
        let unguarded = |i: Inst| system.guards_of(i).is_empty();
        Self {
            free: derive(system, given, &unguarded, &|_| 1),
            all: derive(system, given, &|i| is_open(system, i, &none), &|_| 1),
        }
    }
}

/// Reduces the question whether `goal` can be had, by what can be had at all.
pub(crate) fn reduce(system: &System, reach: &Reach, goal: Atom) -> Reduced {
    let none = BTreeSet::new();
    let Reach { free, all: reachable } = reach;
    if let Some(proof) = crate::horn::Proof::of(system, free, goal) {
        let (system, decisions) = (Builder::default().finish(), vec![]);
        return Reduced { system, goal, decisions, free: Some(proof.steps) };
    }
    let mut small = Small::default();
    let mut seen = BTreeSet::from([goal]);
    let mut queue = vec![goal];
    while let Some(atom) = queue.pop() {
        for i in system.makers(atom).iter().copied().filter(|i| is_open(system, *i, &none)) {
            if !system.body(i).iter().all(|b| reachable.holds(*b)) {
                continue;
            }
            let body: BTreeSet<Atom> =
                system.body(i).iter().copied().filter(|b| !free.holds(*b)).collect();
            queue.extend(body.iter().copied().filter(|b| seen.insert(*b)));
            let guards = system.guards_of(i).iter().map(|g| system.guard(*g).decision);
            small.add(atom, body, guards.collect());
        }
    }
    small.finish(goal)
}

/// Instances by what they say.
#[derive(Default)]
struct Small {
    said: BTreeSet<(Atom, BTreeSet<Atom>, BTreeSet<Decision>)>,
}

impl Small {
    fn add(&mut self, head: Atom, body: BTreeSet<Atom>, decisions: BTreeSet<Decision>) {
        if !body.contains(&head) {
            self.said.insert((head, body, decisions));
        }
    }

    fn finish(self, goal: Atom) -> Reduced {
        let mut builder = Builder::default();
        let (mut atoms, mut guards) = (BTreeMap::new(), BTreeMap::new());
        let mut decisions = vec![];
        let number = |atoms: &mut BTreeMap<Atom, Atom>, atom: Atom| {
            let next = atoms.len() as Atom;
            *atoms.entry(atom).or_insert(next)
        };
        let goal = number(&mut atoms, goal);
        for (head, body, wanted) in self.said {
            let mut own = vec![];
            for d in wanted {
                own.push(*guards.entry(d).or_insert_with(|| {
                    decisions.push(d);
                    let decision = decisions.len() as Decision - 1;
                    builder.guard(Guard { decision, state: State::Absent })
                }));
            }
            let head = number(&mut atoms, head);
            let body = body.into_iter().map(|b| number(&mut atoms, b)).collect();
            builder.add(&Instance { head, body, guards: own, ..Instance::default() });
        }
        Reduced { system: builder.finish(), goal, decisions, free: None }
    }
}
