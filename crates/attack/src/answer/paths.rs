//! For each entry and goal the easiest way, and alternates that differ in technique.

use std::collections::BTreeSet;

use ringfort_vocab::attack::{AttackPath, AttackStep, Certainty};

use super::{Board, Mode, tell};
use crate::horn::{Atom, Inst, Proof, derive};

/// How many ways are told for an entry and goal.
const WAYS: usize = 3;
/// How many ways are looked at for alternates.
const TRIES: usize = 12;

/// The ways of every entry to every goal.
pub(crate) fn paths(board: &Board<'_>) -> Vec<AttackPath> {
    let mut all = vec![];
    for (entry, from) in &board.entries {
        let certain = board.derive(&[*from], Mode::Certain);
        let possible = board.derive(&[*from], Mode::Possible);
        for (goal, to) in &board.goals {
            let (mode, found) = if certain.holds(*to) {
                (Mode::Certain, &certain)
            } else {
                (Mode::Possible, &possible)
            };
            let Some(first) = Proof::of(&board.system, found, *to) else { continue };
            let ways = ways(board, *from, *to, mode, first);
            all.extend(ways.iter().enumerate().map(|(rank, proof)| AttackPath {
                entry: entry.clone(),
                goal: goal.clone(),
                certainty: certainty(mode),
                rank,
                steps: steps(board, proof),
                unknowns: tell::doubts(board, proof),
            }));
        }
    }
    all
}

fn certainty(mode: Mode) -> Certainty {
    if mode == Mode::Certain { Certainty::Certain } else { Certainty::Possible }
}

/// The hops that are told: those that do more than name things.
fn steps(board: &Board<'_>, proof: &Proof) -> Vec<AttackStep> {
    proof.steps.iter().filter_map(|i| tell::step(board, *i)).collect()
}

/// The techniques of a way: two ways with the same ones tell the same story.
fn signature(board: &Board<'_>, proof: &Proof) -> Vec<u16> {
    let hops = proof.steps.iter().filter_map(|i| board.grounded.hops.get(*i as usize));
    hops.filter(|h| !h.quiet).map(|h| h.technique).collect()
}

/// `first` and real alternates: each lacks some hop of an earlier way and differs in its techniques.
fn ways(board: &Board<'_>, from: Atom, to: Atom, mode: Mode, first: Proof) -> Vec<Proof> {
    let mut seen = BTreeSet::from([signature(board, &first)]);
    let hops = |proof: &Proof| -> Vec<Inst> {
        let told = |i: &&Inst| board.grounded.hops.get(**i as usize).is_some_and(|h| !h.quiet);
        proof.steps.iter().filter(told).copied().collect()
    };
    let mut queue: Vec<Inst> = hops(&first);
    let mut ways = vec![first];
    let mut tries = 0;
    while ways.len() < WAYS && tries < TRIES && tries < queue.len() {
        let without = queue.get(tries).copied();
        tries += 1;
        let technique = |i: Inst| board.grounded.hops.get(i as usize).map(|h| h.technique);
        let barred = without.and_then(technique);
        let open = |i: Inst| board.is_open(i, mode) && technique(i) != barred;
        let found = derive(&board.system, &[from], &open, &|i| board.effort(i));
        let Some(proof) = Proof::of(&board.system, &found, to) else { continue };
        if seen.insert(signature(board, &proof)) {
            queue.extend(hops(&proof));
            ways.push(proof);
        }
    }
    ways
}
