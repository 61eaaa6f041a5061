//! One run: ground, simulate, ask.

use std::collections::BTreeSet;

use ringfort_facts::Facts;
use ringfort_source::Span;
use ringfort_vocab::Declared;
use ringfort_vocab::attack::{AttackPath, Cell, Cut, LoadBearing, Profile};

use crate::answer::{self, Board, Flags};
use crate::control::Controls;
use crate::ground::Ground;
use crate::grounded::{Grounded, Hop};
use crate::horn::{Atom, Instance, State};
use crate::jewels::Jewel;
use crate::position::Position;
use crate::profiles::{DEFAULT_ENTRIES, ENTRIES, GOALS, Named};
use crate::techniques::registry;
use crate::{blind, jewels};

/// What is asked.
#[derive(Clone, Debug, Default)]
pub struct Ask {
    /// Entries by id; empty: the default ones.
    pub entries: Vec<String>,
    /// Goals by id, or crown jewels by name; empty: all.
    pub goals: Vec<String>,
    /// The user's crown jewels.
    pub jewels: Vec<Jewel>,
    /// Controls or layers taken as in place everywhere.
    pub with: Vec<String>,
    /// Controls or layers taken as absent everywhere.
    pub without: Vec<String>,
    /// Controls that the map shows as in place, at least partly.
    pub present: BTreeSet<String>,
}

/// The answers.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    /// The entries of the run.
    pub entries: Vec<Profile>,
    /// The goals of the run.
    pub goals: Vec<Profile>,
    /// Entry by goal.
    pub matrix: Vec<Cell>,
    /// The ways.
    pub paths: Vec<AttackPath>,
    /// What closes each open pair.
    pub cuts: Vec<Cut>,
    /// What closes everything that can be closed.
    pub plan: Option<Cut>,
    /// Controls in place whose removal opens something.
    pub load_bearing: Vec<LoadBearing>,
    /// How many rule instances the facts gave.
    pub instances: usize,
}

/// Asks everything.
pub fn attack(facts: &Facts, declared: &Declared, ask: &Ask) -> Answers {
    let controls = Controls::new(facts, declared);
    let (board, every) = board(facts, &controls, ask);
    let views = answer::views(&board);
    let profile = |n: &&Named| Profile { id: n.id.to_owned(), name: n.name.to_owned() };
    let entries = profiles(&ENTRIES, &ask.entries, &DEFAULT_ENTRIES);
    Answers {
        entries: entries.iter().map(profile).collect(),
        goals: goals(ask).into_iter().map(|(profile, _)| profile).collect(),
        matrix: answer::matrix(&board, &views),
        paths: answer::paths(&board, &views),
        cuts: answer::cuts(&board, &views),
        plan: answer::plan(&board, &views, every),
        load_bearing: answer::load_bearing(&board, &views),
        instances: board.system.len(),
    }
}

/// Applies every set that is reported, and takes each of its decisions away again: what is wrong with them, in
/// sentences; nothing if the engine is right. For tests.
pub fn soundness(facts: &Facts, declared: &Declared, ask: &Ask) -> Vec<String> {
    let controls = Controls::new(facts, declared);
    answer::complaints(&board(facts, &controls, ask).0)
}

/// The rule instances with entries and goals, and the atom that is held when any goal is.
fn board<'a>(facts: &'a Facts, controls: &Controls<'a>, ask: &Ask) -> (Board<'a>, Atom) {
    let techniques = registry();
    let mut grounded = Ground::all(facts, controls, techniques);
    add_jewels(&mut grounded, &ask.jewels);
    simulate(&mut grounded, ask);
    let entries = profiles(&ENTRIES, &ask.entries, &DEFAULT_ENTRIES);
    let entries =
        entries.iter().map(|e| (e.id.to_owned(), grounded.atom(Position::Entry(e.id)))).collect();
    let goals: Vec<(String, Atom)> =
        goals(ask).into_iter().map(|(p, at)| (p.id, grounded.atom(at))).collect();
    let every = all_goals(&mut grounded, &goals);
    let system = std::mem::take(&mut grounded.builder).finish();
    let (blind, present) = (blind::rows(), ask.present.clone());
    let flags = Flags::of(&system);
    (Board { facts, techniques, grounded, system, flags, entries, goals, blind, present }, every)
}

fn profiles(all: &'static [Named], wanted: &[String], default: &[&str]) -> Vec<&'static Named> {
    let named = |n: &&Named| {
        if wanted.is_empty() { default.contains(&n.id) } else { wanted.iter().any(|w| w == n.id) }
    };
    all.iter().filter(named).collect()
}

fn goals(ask: &Ask) -> Vec<(Profile, Position)> {
    let known = GOALS
        .iter()
        .map(|g| (Profile { id: g.id.to_owned(), name: g.name.to_owned() }, Position::Goal(g.id)));
    let jewels = ask.jewels.iter().map(|j| {
        let profile = Profile { id: j.name.clone(), name: format!("crown jewel `{}`", j.target) };
        (profile, Position::Jewel(j.name.as_str().into()))
    });
    let wanted = |p: &Profile| ask.goals.is_empty() || ask.goals.contains(&p.id);
    known.chain(jewels).filter(|(p, _)| wanted(p)).collect()
}

fn add_jewels(grounded: &mut Grounded, jewels: &[jewels::Jewel]) {
    for jewel in jewels {
        let held: Vec<Position> =
            grounded.positions.iter().filter(|p| jewel.is(p)).cloned().collect();
        for position in held {
            let head = Position::Jewel(jewel.name.as_str().into());
            grounded.name_only(head, position);
        }
    }
}

/// Guards of the named controls (or layers) as the user wants them.
fn simulate(grounded: &mut Grounded, ask: &Ask) {
    let named = |list: &[String], control: &str| {
        list.iter().any(|w| w == control || control.split('/').next() == Some(w))
    };
    let decisions = &grounded.decisions;
    for guard in grounded.builder.guards_mut() {
        let Some(key) = decisions.get(guard.decision) else { continue };
        if named(&ask.with, key.control) {
            guard.state = State::InPlace;
        } else if named(&ask.without, key.control) {
            guard.state = State::Absent;
        }
    }
}

/// An atom that is held when any goal is: what the plan has to close.
fn all_goals(grounded: &mut Grounded, goals: &[(String, Atom)]) -> Atom {
    let every = grounded.atom(Position::Goal("*"));
    for (_, goal) in goals {
        let instance = Instance { head: every, body: vec![*goal], ..Instance::default() };
        grounded.builder.add(&instance);
        grounded.hops.push(Hop { quiet: true, ..Hop::default() });
    }
    every
}

/// Which techniques the facts give instances of, each with the places that prove them: what the tests of
/// the techniques' pages ask.
pub fn evidence_of(facts: &Facts, declared: &Declared, technique: &str) -> Vec<Span> {
    let controls = Controls::new(facts, declared);
    let all = registry();
    let grounded = Ground::all(facts, &controls, all);
    let its = grounded.hops.iter().enumerate().filter(|(_, h)| {
        !h.quiet && all.get(usize::from(h.technique)).is_some_and(|t| t.id == technique)
    });
    let system = &grounded.builder;
    let mut spans: Vec<Span> = its
        .filter(|(i, _)| !system.is_stopped(*i as u32))
        .filter_map(|(_, h)| grounded.proofs.get(h.proofs.0 as usize..h.proofs.1 as usize)?.first())
        .map(|(at, _)| *at)
        .collect();
    spans.sort_unstable();
    spans.dedup();
    spans
}
