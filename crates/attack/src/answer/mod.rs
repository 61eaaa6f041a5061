//! From rule instances to answers: what is open, by which ways, and what closes it.

mod cuts;
mod loads;
mod matrix;
mod paths;
mod sound;
mod tell;
mod views;

use std::collections::BTreeSet;

use ringfort_facts::Facts;

use crate::grounded::Grounded;
use crate::horn::{Atom, Derivation, Inst, State, System, derive};
use crate::position::Position;
use crate::technique::Technique;

pub(crate) use cuts::{cuts, plan};
pub(crate) use loads::load_bearing;
pub(crate) use matrix::matrix;
pub(crate) use paths::paths;
pub(crate) use sound::complaints;
pub(crate) use views::{View, views};

/// Everything that answers are made from.
pub(crate) struct Board<'a> {
    pub(crate) facts: &'a Facts,
    pub(crate) techniques: &'a [Technique],
    pub(crate) grounded: Grounded,
    pub(crate) system: System,
    pub(crate) flags: Flags,
    /// Entries of this run, with their atoms.
    pub(crate) entries: Vec<(String, Atom)>,
    /// Goals of this run, with their atoms.
    pub(crate) goals: Vec<(String, Atom)>,
    /// Why controls in place do not stop a technique: technique, control, reason.
    pub(crate) blind: Vec<(&'static str, &'static str, &'static str)>,
    /// Controls that are in place somewhere, by the map.
    pub(crate) present: BTreeSet<String>,
}

/// Which instances count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Only what is proved: nothing doubtful, and controls that are not known count as in place.
    Certain,
    /// What is not known counts for the attacker.
    Possible,
    /// As if no control were there.
    Naked,
}

/// What is asked of each instance again and again, worked out once.
pub(crate) struct Flags {
    certain: Vec<bool>,
    possible: Vec<bool>,
    efforts: Vec<u32>,
}

impl Flags {
    /// Works it out.
    pub(crate) fn of(system: &System) -> Self {
        let all = 0..system.len() as Inst;
        Self {
            certain: all.clone().map(|i| counts(system, i, Mode::Certain)).collect(),
            possible: all.clone().map(|i| counts(system, i, Mode::Possible)).collect(),
            efforts: all.map(|i| effort(system, i)).collect(),
        }
    }
}

fn counts(system: &System, i: Inst, mode: Mode) -> bool {
    let guards = system.guards_of(i).iter().map(|g| system.guard(*g).state);
    match mode {
        Mode::Naked => true,
        Mode::Possible => guards.into_iter().all(|s| s != State::InPlace),
        Mode::Certain => !system.is_doubtful(i) && guards.into_iter().all(|s| s == State::Absent),
    }
}

fn effort(system: &System, i: Inst) -> u32 {
    let unknown = |g: &&u32| system.guard(**g).state == State::Unknown;
    let doubts = system.guards_of(i).iter().filter(unknown).count() as u32;
    system.cost(i) * 8 + doubts * 40 + u32::from(system.is_doubtful(i)) * 40
}

impl Board<'_> {
    /// Does instance `i` count in `mode`?
    pub(crate) fn is_open(&self, i: Inst, mode: Mode) -> bool {
        let flag = |flags: &[bool]| flags.get(i as usize).copied().unwrap_or(false);
        match mode {
            Mode::Naked => true,
            Mode::Possible => flag(&self.flags.possible),
            Mode::Certain => flag(&self.flags.certain),
        }
    }

    /// What can be had from `given` in `mode`, the easiest ways first. A hop that is not proved is harder.
    pub(crate) fn derive(&self, given: &[Atom], mode: Mode) -> Derivation {
        derive(&self.system, given, &|i| self.is_open(i, mode), &|i| self.effort(i))
    }

    /// How hard instance `i` is for an attacker: what is not proved is harder.
    pub(crate) fn effort(&self, i: Inst) -> u64 {
        self.flags.efforts.get(i as usize).copied().map_or(8, u64::from)
    }

    /// The position of `atom`.
    pub(crate) fn position(&self, atom: Atom) -> Option<&Position> {
        self.grounded.positions.get(atom)
    }

    /// What an attacker who holds `atom` does.
    pub(crate) fn gain(&self, atom: Atom) -> String {
        self.position(atom).map_or_else(String::new, |p| p.gain(self.facts))
    }

    /// How a person calls `atom`.
    pub(crate) fn name(&self, atom: Atom) -> String {
        self.position(atom).map_or_else(String::new, |p| p.name(self.facts))
    }
}
