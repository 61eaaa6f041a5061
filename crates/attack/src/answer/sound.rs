//! The soundness gate: what closes a goal on paper closes it when it is applied, and nothing in it is idle.

use std::collections::BTreeSet;

use super::Board;
use super::cuts::{self, Closing};
use super::views;
use crate::cut::is_open;
use crate::horn::{Decision, Inst, alone};

/// What is wrong with the sets that the board gives, in sentences. Nothing, if the engine is right.
pub(crate) fn complaints(board: &Board<'_>) -> Vec<String> {
    let mut wrong = vec![];
    for closing in cuts::closings(board, &views(board)) {
        let Closing { entry, goal, found: Some(found), .. } = &closing else { continue };
        let all: BTreeSet<Decision> = found.decisions.iter().copied().collect();
        if reaches(board, &closing, &all) {
            wrong.push(format!("{entry} to {goal}: a way is left after the whole set"));
        }
        for spared in &all {
            let fewer = all.iter().copied().filter(|d| d != spared).collect();
            if !reaches(board, &closing, &fewer) {
                let key = board.grounded.decisions.get(*spared);
                wrong.push(format!("{entry} to {goal}: {key:?} is idle"));
            }
        }
    }
    wrong
}

/// Does the entry reach the goal, by one of its assumptions, with the decisions in `taken`?
fn reaches(board: &Board<'_>, asked: &Closing, taken: &BTreeSet<Decision>) -> bool {
    let Closing { from, to, choices, .. } = asked;
    let open = |i: Inst| is_open(&board.system, i, &|d| taken.contains(&d));
    alone(&board.system, &[*from], &open, choices, &[*to]).contains_key(to)
}
