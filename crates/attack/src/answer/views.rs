//! What each entry comes to hold, derived once for all answers.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;
use ringfort_model::kube::WorkloadId;

use super::{Board, Mode};
use crate::horn::{Atom, Choice, Choices, Derivation, Inst, Proof, alone, derive};
use crate::position::Position;

/// What one entry can come to hold, and how most easily.
pub(crate) struct View {
    /// Its id.
    pub(crate) entry: String,
    /// Where it starts.
    pub(crate) from: Atom,
    /// By what is proved.
    pub(crate) certain: Derivation,
    /// As if no control were there.
    pub(crate) naked: Derivation,
    /// The assumptions of the entry that exclude one another, where it matters: where some way takes two of them.
    pub(crate) choices: Choices,
    /// With what is not known counted for the attacker, whatever is assumed.
    possible: Derivation,
    /// For each goal the assumption that its way makes.
    chosen: HashMap<Atom, Choice>,
    /// By that assumption alone, for each goal whose easiest way would take two.
    own: HashMap<Atom, Derivation>,
}

impl View {
    fn new(board: &Board<'_>, entry: &str, from: Atom) -> Self {
        let derive = |mode| board.derive(&[from], mode);
        let ((certain, possible), naked) = rayon::join(
            || rayon::join(|| derive(Mode::Certain), || derive(Mode::Possible)),
            || derive(Mode::Naked),
        );
        let goals: Vec<Atom> = board.goals.iter().map(|(_, to)| *to).collect();
        let all = assumptions(board, from);
        let mixes = all.mix(&board.system, &|a| naked.holds(a), &goals);
        let choices = if mixes { all } else { Choices::default() };
        let (chosen, own) = (HashMap::new(), HashMap::new());
        let entry = entry.to_owned();
        let view = Self { entry, from, certain, naked, choices, possible, chosen, own };
        if mixes { view.choose(board, &goals) } else { view }
    }

    /// Chooses for each goal: what the easiest way assumes, else the first assumption that suffices alone.
    fn choose(mut self, board: &Board<'_>, goals: &[Atom]) -> Self {
        let mut mixed = vec![];
        for goal in goals {
            let Some(proof) = Proof::of(&board.system, &self.possible, *goal) else { continue };
            match self.choices.of_proof(&proof) {
                Ok(choice) => drop(self.chosen.insert(*goal, choice.unwrap_or(0))),
                Err(()) => mixed.push(*goal),
            }
        }
        let open = |i: Inst| board.is_open(i, Mode::Possible);
        let found = alone(&board.system, &[self.from], &open, &self.choices, &mixed);
        for (goal, choice) in found {
            let open = |i: Inst| open(i) && self.choices.allows(Some(choice), i);
            let by = derive(&board.system, &[self.from], &open, &|i| board.effort(i));
            self.chosen.insert(goal, choice);
            self.own.insert(goal, by);
        }
        self
    }

    /// How `goal` is possible; `None` where it is not.
    pub(crate) fn possible(&self, goal: Atom) -> Option<&Derivation> {
        let by = self.own.get(&goal).unwrap_or(&self.possible);
        let chosen = self.choices.is_empty() || self.chosen.contains_key(&goal);
        (chosen && by.holds(goal)).then_some(by)
    }

    /// Is `goal` open to it, at least possibly?
    pub(crate) fn is_open(&self, goal: Atom) -> bool {
        self.certain.holds(goal) || self.possible(goal).is_some()
    }

    /// Does one assumption alone lead to `goal` by the instances that are `open`? It is known that all together do.
    pub(crate) fn suffices(
        &self,
        board: &Board<'_>,
        goal: Atom,
        open: &dyn Fn(Inst) -> bool,
    ) -> bool {
        let alone = || alone(&board.system, &[self.from], open, &self.choices, &[goal]);
        self.choices.is_empty() || alone().contains_key(&goal)
    }

    /// Would several of the assumptions that exclude one another lead to `goal` together, and none alone?
    pub(crate) fn takes_several(&self, goal: Atom) -> bool {
        self.possible.holds(goal) && self.possible(goal).is_none()
    }

    /// May instance `i` be on a way to `goal`, by what that way assumes?
    pub(crate) fn allows(&self, goal: Atom, i: Inst) -> bool {
        self.choices.allows(self.chosen.get(&goal).copied(), i)
    }

    /// The goals of `board` that are open to it, at least possibly.
    pub(crate) fn open<'b>(
        &self,
        board: &'b Board<'_>,
    ) -> impl Iterator<Item = &'b (String, Atom)> {
        board.goals.iter().filter(|(_, to)| self.is_open(*to))
    }
}

/// The view of every entry, in their order.
pub(crate) fn views(board: &Board<'_>) -> Vec<View> {
    board.entries.par_iter().map(|(entry, from)| View::new(board, entry, *from)).collect()
}

/// The entries that are one of several: one principal, one token, one pod, one namespace.
const ONE_OF: &[&str] = &["A5", "A6", "A7", "A8"];

/// The assumptions of the entry at `from`, in the order of their instances.
fn assumptions(board: &Board<'_>, from: Atom) -> Choices {
    let mut choices = Choices::default();
    let mut numbers: BTreeMap<Assumed, Choice> = BTreeMap::new();
    for i in board.system.users(from).iter().copied() {
        let hop = board.grounded.hops.get(i as usize).filter(|h| !h.quiet);
        let technique = hop.and_then(|h| board.techniques.get(usize::from(h.technique)));
        let Some(head) = board.position(board.system.head(i)) else { continue };
        if technique.is_some_and(|t| ONE_OF.contains(&t.id)) {
            let next = numbers.len() as Choice;
            choices.add(i, *numbers.entry(Assumed::of(head)).or_insert(next));
        }
    }
    choices
}

/// What is assumed, as one thing: a pod with all its containers, a namespace with all rights in it.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Assumed {
    Pod(WorkloadId),
    Namespace(Box<str>),
    Other(Position),
}

impl Assumed {
    fn of(position: &Position) -> Self {
        match position {
            Position::Code((workload, _)) => Self::Pod(*workload),
            Position::Right(_, namespace) => Self::Namespace(namespace.clone()),
            other => Self::Other(other.clone()),
        }
    }
}
