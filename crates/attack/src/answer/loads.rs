//! Load-bearing controls: those in place whose removal opens what is closed.

use std::collections::{BTreeMap, BTreeSet};

use ringfort_vocab::attack::{LoadBearing, Opens, Witness};

use super::{Board, Mode, View, tell};
use crate::horn::{Inst, State, closure, extended};

/// The controls in place that hold something closed, in catalogue order of their ids.
pub(crate) fn load_bearing(board: &Board<'_>, views: &[View]) -> Vec<LoadBearing> {
    let candidates = candidates(board);
    let held = held_instances(board);
    let mut found: BTreeMap<&'static str, BTreeSet<Opens>> = BTreeMap::new();
    for view @ View { entry, from, .. } in views {
        let now = closure(&board.system, &[*from], &|i| board.is_open(i, Mode::Possible));
        for control in candidates.keys() {
            let freed = held.get(control).map_or(&[][..], Vec::as_slice);
            let open = |i: Inst| is_open_without(board, i, control);
            let then = extended(&board.system, &now, freed, &open);
            let news = board.goals.iter().filter(|(_, g)| then.holds(*g) && !view.is_open(*g));
            let opens = news.filter(|(_, g)| view.suffices(board, *g, &open));
            let opens = opens.map(|(goal, _)| Opens { entry: entry.clone(), goal: goal.clone() });
            found.entry(control).or_default().extend(opens);
        }
    }
    let told = found.into_iter().filter(|(_, opens)| !opens.is_empty());
    told.map(|(control, opens)| LoadBearing {
        control: control.to_owned(),
        opens: opens.into_iter().collect(),
        evidence: candidates.get(control).cloned().unwrap_or_default(),
    })
    .collect()
}

/// The controls that are in place somewhere, with what shows it.
fn candidates(board: &Board<'_>) -> BTreeMap<&'static str, Vec<Witness>> {
    let mut all: BTreeMap<&'static str, Vec<Witness>> = BTreeMap::new();
    for (g, place) in board.grounded.stands.keys().enumerate() {
        let Some(key) = board.grounded.decisions.get(place.decision) else { continue };
        if board.system.guard(g as u32).state == State::InPlace {
            let list = all.entry(key.control).or_default();
            list.extend(tell::held(board, g as u32).into_iter().flat_map(|h| h.evidence));
        }
    }
    for list in all.values_mut() {
        list.sort();
        list.dedup();
    }
    all
}

/// The instances that each control in place stops.
fn held_instances(board: &Board<'_>) -> BTreeMap<&'static str, Vec<Inst>> {
    let mut all: BTreeMap<&'static str, Vec<Inst>> = BTreeMap::new();
    for i in 0..board.system.len() as Inst {
        for g in board.system.guards_of(i) {
            let guard = board.system.guard(*g);
            let key = board.grounded.decisions.get(guard.decision);
            if let (State::InPlace, Some(key)) = (guard.state, key) {
                all.entry(key.control).or_default().push(i);
            }
        }
    }
    all
}

fn is_open_without(board: &Board<'_>, i: Inst, control: &str) -> bool {
    board.system.guards_of(i).iter().all(|g| {
        let guard = board.system.guard(*g);
        let its = board.grounded.decisions.get(guard.decision).map(|k| k.control);
        guard.state != State::InPlace || its == Some(control)
    })
}
