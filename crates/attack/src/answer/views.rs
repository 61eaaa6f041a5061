//! What each entry comes to hold, derived once for all answers.

use rayon::prelude::*;

use super::{Board, Mode};
use crate::horn::{Atom, Derivation};

/// What one entry can come to hold, and how most easily.
pub(crate) struct View {
    /// Its id.
    pub(crate) entry: String,
    /// Where it starts.
    pub(crate) from: Atom,
    /// By what is proved.
    pub(crate) certain: Derivation,
    /// With what is not known counted for the attacker.
    pub(crate) possible: Derivation,
    /// As if no control were there.
    pub(crate) naked: Derivation,
}

impl View {
    /// The goals of `board` that are open to it, at least possibly.
    pub(crate) fn open<'b>(
        &self,
        board: &'b Board<'_>,
    ) -> impl Iterator<Item = &'b (String, Atom)> {
        board.goals.iter().filter(|(_, to)| self.possible.holds(*to))
    }
}

/// The view of every entry, in their order.
pub(crate) fn views(board: &Board<'_>) -> Vec<View> {
    let view = |(entry, from): &(String, Atom)| {
        let derive = |mode| board.derive(&[*from], mode);
        let ((certain, possible), naked) = rayon::join(
            || rayon::join(|| derive(Mode::Certain), || derive(Mode::Possible)),
            || derive(Mode::Naked),
        );
        View { entry: entry.clone(), from: *from, certain, possible, naked }
    };
    board.entries.par_iter().map(view).collect()
}
