//! What a question turns on, and nothing else: what no guard can stop is given, what cannot lead to the goal is
//! gone, and positions and instances that say the same are one. A large estate leaves a small system.

use std::collections::BTreeMap;

use crate::horn::{
    Atom, Builder, Choices, Decision, Guard, GuardId, Held, Inst, Instance, State, System, closure,
};

use super::is_open;
use super::rules::{Rule, Rules};

/// The reduced question.
pub(crate) struct Reduced {
    /// The rules that matter; guards are the decisions themselves.
    pub(crate) system: System,
    /// The goal there.
    pub(crate) goal: Atom,
    /// The decisions of its guards, by their number there.
    pub(crate) decisions: Vec<Decision>,
    /// Which of its rules are assumptions that exclude one another.
    pub(crate) choices: Choices,
    /// Is there a way that no guard is on?
    pub(crate) is_free: bool,
}

/// Choices travel among the decisions of a rule, from this number on, so that rules of different choices stay apart.
const CHOICE: Decision = 1 << 31;

/// What can be had from a start, and the rules that lead from there to some goals: the ground on which the
/// questions for each of the goals are asked.
pub(crate) struct Field {
    free: Held,
    rules: Rules,
    /// The goals, as they were and as the rules call them.
    goals: BTreeMap<Atom, Atom>,
}

impl Field {
    /// The field between `given` and `goals`. Of `choices` a way makes one at most.
    pub(crate) fn of(system: &System, given: &[Atom], goals: &[Atom], choices: &Choices) -> Self {
        let unconditional = |i: Inst| system.guards_of(i).is_empty() && choices.of(i).is_none();
        let free = closure(system, given, &unconditional);
        let all = closure(system, given, &|i| is_open(system, i, &|_| false));
        let alive = |i: Inst| is_open(system, i, &|_| false) && all.feeds(system, i);
        let mut names: Vec<Atom> = goals.to_vec();
        let rules = towards(system, goals, &free, &alive, choices).sorted().merged(&mut names);
        let goals = goals.iter().copied().zip(names).collect();
        Self { free, rules, goals }
    }

    /// The question whether `goal`, one of the field's, can be had.
    pub(crate) fn reduce(&self, goal: Atom) -> Reduced {
        let is_free = self.free.holds(goal);
        let goal = self.goals.get(&goal).copied().unwrap_or(goal);
        let mut small = Small::default();
        let goal = small.atom(goal);
        let mut next = 0;
        while let Some(atom) = small.found.get(next).copied().filter(|_| !is_free) {
            next += 1;
            self.rules.of(atom).for_each(|rule| small.add(rule));
        }
        let Small { builder, decisions, choices, .. } = small;
        Reduced { system: builder.finish(), goal, decisions, choices, is_free }
    }
}

/// The instances that lead to `goals`, without what is free in their bodies.
fn towards(
    system: &System,
    goals: &[Atom],
    free: &Held,
    alive: &dyn Fn(Inst) -> bool,
    choices: &Choices,
) -> Rules {
    let mut rules = Rules::default();
    let mut seen = vec![false; system.atoms()];
    let mut news =
        |a: &Atom| seen.get_mut(*a as usize).is_some_and(|s| !std::mem::replace(s, true));
    let mut queue: Vec<Atom> = goals.iter().copied().filter(|g| !free.holds(*g)).collect();
    queue.retain(&mut news);
    let (mut body, mut decisions) = (vec![], vec![]);
    while let Some(atom) = queue.pop() {
        for i in system.makers(atom).iter().copied().filter(|i| alive(*i)) {
            body.clear();
            body.extend(system.body(i).iter().copied().filter(|b| !free.holds(*b)));
            queue.extend(body.iter().copied().filter(&mut news));
            decisions.clear();
            decisions.extend(system.guards_of(i).iter().map(|g| system.guard(*g).decision));
            decisions.extend(choices.of(i).map(|choice| CHOICE + choice));
            rules.add(atom, &mut body, &mut decisions);
        }
    }
    rules
}

/// A system in the making, with atoms and decisions numbered as they come.
#[derive(Default)]
struct Small {
    builder: Builder,
    atoms: BTreeMap<Atom, Atom>,
    /// The atoms by their new number.
    found: Vec<Atom>,
    guards: BTreeMap<Decision, GuardId>,
    decisions: Vec<Decision>,
    choices: Choices,
}

impl Small {
    fn add(&mut self, rule: Rule<'_>) {
        let head = self.atom(rule.head);
        let body = rule.body.iter().map(|b| self.atom(*b)).collect();
        let real = rule.decisions.iter().filter(|d| **d < CHOICE);
        let guards = real.map(|d| self.guard(*d)).collect();
        let i = self.builder.add(&Instance { head, body, guards, ..Instance::default() });
        if let Some(choice) = rule.decisions.iter().find_map(|d| d.checked_sub(CHOICE)) {
            self.choices.add(i, choice);
        }
    }

    fn atom(&mut self, atom: Atom) -> Atom {
        let next = self.found.len() as Atom;
        let number = *self.atoms.entry(atom).or_insert(next);
        if number == next {
            self.found.push(atom);
        }
        number
    }

    fn guard(&mut self, decision: Decision) -> GuardId {
        if let Some(id) = self.guards.get(&decision) {
            return *id;
        }
        let number = self.decisions.len() as Decision;
        self.decisions.push(decision);
        let id = self.builder.guard(Guard { decision: number, state: State::Absent });
        self.guards.insert(decision, id);
        id
    }
}
