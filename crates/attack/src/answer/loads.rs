//! Load-bearing controls: those in place whose removal opens what is closed.

use std::collections::{BTreeMap, BTreeSet};

use ringfort_vocab::attack::{LoadBearing, Opens, Witness};

use super::{Board, Mode, tell};
use crate::horn::{Inst, State, derive};

/// The controls in place that hold something closed, in catalogue order of their ids.
pub(crate) fn load_bearing(board: &Board<'_>) -> Vec<LoadBearing> {
    let candidates = candidates(board);
    let mut found: BTreeMap<&'static str, BTreeSet<Opens>> = BTreeMap::new();
    for (entry, from) in &board.entries {
        let now = board.derive(&[*from], Mode::Possible);
        for control in candidates.keys() {
            let open = |i: Inst| is_open_without(board, i, control);
            let then = derive(&board.system, &[*from], &open, &|i| board.effort(i));
            let opens = board.goals.iter().filter(|(_, g)| then.holds(*g) && !now.holds(*g));
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
    for (g, stand) in board.grounded.stands.iter().enumerate() {
        let Some(key) = board.grounded.decisions.get(stand.decision as usize) else { continue };
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

fn is_open_without(board: &Board<'_>, i: Inst, control: &str) -> bool {
    board.system.guards_of(i).iter().all(|g| {
        let guard = board.system.guard(*g);
        let its = board.grounded.decisions.get(guard.decision as usize).map(|k| k.control);
        guard.state != State::InPlace || its == Some(control)
    })
}
