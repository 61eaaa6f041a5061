//! For each entry and goal the easiest way, and alternates that differ in technique.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use ringfort_vocab::attack::{AttackPath, AttackStep, Certainty};

use super::{Board, Mode, View, tell};
use crate::horn::{Atom, Derivation, Inst, Proof};

/// How many ways are told for an entry and goal.
const WAYS: usize = 3;
/// How many ways are looked at for alternates.
const TRIES: usize = 12;

/// The ways of every entry to every goal.
pub(crate) fn paths(board: &Board<'_>, views: &[View]) -> Vec<AttackPath> {
    let pairs: Vec<(&View, &(String, Atom))> =
        views.iter().flat_map(|view| view.open(board).map(move |goal| (view, goal))).collect();
    pairs.into_par_iter().flat_map_iter(|(view, goal)| between(board, view, goal)).collect()
}

/// The ways of one entry to one goal.
fn between(board: &Board<'_>, view: &View, (goal, to): &(String, Atom)) -> Vec<AttackPath> {
    let (mode, found) = match view.possible(*to) {
        Some(possible) if !view.certain.holds(*to) => (Mode::Possible, possible),
        _ => (Mode::Certain, &view.certain),
    };
    let ways = ways(board, view, *to, mode, found);
    let path = |(rank, proof): (usize, &Proof)| AttackPath {
        entry: view.entry.clone(),
        goal: goal.clone(),
        certainty: certainty(mode),
        rank,
        steps: steps(board, proof),
        unknowns: tell::doubts(board, proof),
    };
    ways.iter().enumerate().map(path).collect()
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

/// `first` and real alternates: each lacks some technique of an earlier way and differs in its techniques.
fn ways(board: &Board<'_>, view: &View, to: Atom, mode: Mode, found: &Derivation) -> Vec<Proof> {
    let Some(first) = Proof::of(&board.system, found, to) else { return vec![] };
    let technique = |i: Inst| board.grounded.hops.get(i as usize).map(|h| h.technique);
    let mut thin = thin(board, mode, found, to);
    thin.retain(|i| view.allows(to, *i));
    let mut seen = BTreeSet::from([signature(board, &first)]);
    let mut queue: Vec<u16> = signature(board, &first);
    let mut ways = vec![first];
    let mut tries = 0;
    while ways.len() < WAYS && tries < TRIES {
        let Some(barred) = queue.get(tries).copied() else { break };
        tries += 1;
        let open = |i: Inst| thin.contains(&i) && technique(i) != Some(barred);
        let Some(proof) = proof_within(board, &thin, view.from, to, &open) else { continue };
        let signature = signature(board, &proof);
        if seen.insert(signature.clone()) {
            queue.extend(signature);
            ways.push(proof);
        }
    }
    ways
}

/// For each position on the way the easiest instance of each technique: all that alternates turn on.
fn thin(board: &Board<'_>, mode: Mode, found: &Derivation, goal: Atom) -> BTreeSet<Inst> {
    let system = &board.system;
    let mut kept = BTreeSet::new();
    let mut seen = BTreeSet::from([goal]);
    let mut queue = vec![goal];
    while let Some(atom) = queue.pop() {
        let mut best: BTreeMap<u16, (u64, Inst)> = BTreeMap::new();
        for i in system.makers(atom).iter().copied().filter(|i| board.is_open(*i, mode)) {
            let body = system.body(i).iter().map(|b| found.cost(*b)).sum::<Option<u64>>();
            let (Some(body), Some(hop)) = (body, board.grounded.hops.get(i as usize)) else {
                continue;
            };
            let rank = (body + board.effort(i), i);
            let entry = best.entry(hop.technique).or_insert(rank);
            *entry = rank.min(*entry);
        }
        for (_, i) in best.into_values() {
            kept.insert(i);
            queue.extend(system.body(i).iter().copied().filter(|b| seen.insert(*b)));
        }
    }
    kept
}

/// The easiest way to `to` over the instances in `thin` that are `open`, by rounds: few instances are left.
fn proof_within(
    board: &Board<'_>,
    thin: &BTreeSet<Inst>,
    from: Atom,
    to: Atom,
    open: &dyn Fn(Inst) -> bool,
) -> Option<Proof> {
    let system = &board.system;
    let mut costs: BTreeMap<Atom, (u64, Option<Inst>)> = BTreeMap::from([(from, (0, None))]);
    let mut changed = true;
    while std::mem::take(&mut changed) {
        for i in thin.iter().copied().filter(|i| open(*i)) {
            let body =
                system.body(i).iter().map(|b| costs.get(b).map(|c| c.0)).sum::<Option<u64>>();
            let Some(total) = body.map(|b| b + board.effort(i) + 1) else { continue };
            let head = system.head(i);
            if costs.get(&head).is_none_or(|(c, _)| total < *c) {
                costs.insert(head, (total, Some(i)));
                changed = true;
            }
        }
    }
    costs.contains_key(&to).then_some(())?;
    Some(Proof::by(system, to, &|atom| costs.get(&atom).and_then(|c| c.1)))
}
