//! Attack steps as Horn rules, in flat arrays: every instance says "whoever holds all of `body` gains
//! `head`, unless one of its guards is in place". No technique, file or layer is known here.
//!
//! Rules are monotone. A control is a guard on an instance, never a negation, so that the same
//! instances answer every question: what is open now, with a control more, with a control less.

mod choices;
mod closure;
mod derive;
mod proof;
mod system;
#[cfg(test)]
mod tests;

pub(crate) use choices::{Choice, Choices, alone};
pub(crate) use closure::{Held, closure, extended};
pub(crate) use derive::{Derivation, derive};
pub(crate) use proof::Proof;
pub(crate) use system::{Builder, Guard, Instance, State, System};

/// The number of an atom: something an attacker may hold.
pub(crate) type Atom = u32;
/// The number of an instance.
pub(crate) type Inst = u32;
/// The number of a decision: putting one control in place (in one place, or wherever it belongs).
pub(crate) type Decision = u32;
/// The number of a guard: one decision as it stands in one scope.
pub(crate) type GuardId = u32;
