//! Entry by goal: open, possible or closed, and what holds the closed ones.

use ringfort_vocab::Layer;
use ringfort_vocab::attack::{Cell, Exposure, Held};

use super::{Board, View, tell};
use crate::horn::{Atom, Derivation, Proof, State};

/// Every entry against every goal.
pub(crate) fn matrix(board: &Board<'_>, views: &[View]) -> Vec<Cell> {
    let mut cells = vec![];
    for view in views {
        for (goal, to) in &board.goals {
            let (entry, goal) = (view.entry.clone(), goal.clone());
            let cell = Cell {
                entry,
                goal,
                state: Exposure::Closed,
                closed_by: None,
                held_by: vec![],
                note: None,
            };
            cells.push(if view.certain.holds(*to) {
                Cell { state: Exposure::Open, ..cell }
            } else if let Some(possible) = view.possible(*to) {
                let note = tell::decides(board, possible, *to);
                Cell { state: Exposure::Possible, note, ..cell }
            } else if view.takes_several(*to) {
                Cell { note: Some(SEVERAL.to_owned()), ..cell }
            } else {
                closed(board, &view.naked, *to, cell)
            });
        }
    }
    cells
}

/// The entry is any one of several, and no one of them is enough.
const SEVERAL: &str = "it takes several of them at once, and the entry is any one";

fn closed(board: &Board<'_>, naked: &Derivation, goal: Atom, cell: Cell) -> Cell {
    let held_by = held_by(board, naked, goal);
    let closed_by = held_by.iter().filter_map(|h| Layer::parse(h.control.split('/').next()?)).min();
    let note = held_by.is_empty().then(|| "no way to it in what was read".to_owned());
    Cell { held_by, closed_by, note, ..cell }
}

/// The controls in place on the easiest way that there would be without any.
fn held_by(board: &Board<'_>, naked: &Derivation, goal: Atom) -> Vec<Held> {
    let Some(proof) = Proof::of(&board.system, naked, goal) else { return vec![] };
    let guards = proof.steps.iter().flat_map(|i| board.system.guards_of(*i));
    let in_place = guards.filter(|g| board.system.guard(**g).state == State::InPlace);
    let mut held: Vec<Held> = in_place.filter_map(|g| tell::held(board, *g)).collect();
    held.sort();
    held.dedup();
    held
}
