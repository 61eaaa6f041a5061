//! What can be held at all, without asking how hard it is: the least fixpoint, by a worklist.

use super::{Atom, Inst, System};

/// The atoms that can be held.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    atoms: Vec<bool>,
}

impl Held {
    /// Can `atom` be had?
    pub(crate) fn holds(&self, atom: Atom) -> bool {
        self.atoms.get(atom as usize) == Some(&true)
    }

    /// Can all that instance `i` needs be had?
    pub(crate) fn feeds(&self, system: &System, i: Inst) -> bool {
        system.body(i).iter().all(|b| self.holds(*b))
    }

    /// Holds `atom` from now on; was it news?
    fn take(&mut self, atom: Atom) -> bool {
        self.atoms.get_mut(atom as usize).is_some_and(|held| !std::mem::replace(held, true))
    }
}

/// Everything that can be had from `given` by the instances that are `open`.
pub(crate) fn closure(system: &System, given: &[Atom], open: &dyn Fn(Inst) -> bool) -> Held {
    let atoms = given.iter().map(|a| *a as usize + 1).max().unwrap_or(0).max(system.atoms());
    let mut held = Held { atoms: vec![false; atoms] };
    let axioms = system.axioms.iter().copied().filter(|i| open(*i)).map(|i| system.head(i));
    let queue: Vec<Atom> = given.iter().copied().chain(axioms).filter(|a| held.take(*a)).collect();
    spread(system, &mut held, queue, open);
    held
}

/// `held` with what becomes possible when the instances `opened` count as well.
pub(crate) fn extended(
    system: &System,
    held: &Held,
    opened: &[Inst],
    open: &dyn Fn(Inst) -> bool,
) -> Held {
    let mut more = held.clone();
    let mut queue = vec![];
    for i in opened.iter().copied().filter(|i| open(*i) && held.feeds(system, *i)) {
        let head = system.head(i);
        if more.take(head) {
            queue.push(head);
        }
    }
    spread(system, &mut more, queue, open);
    more
}

/// Follows everything in `queue`, which is held already, to what it gives.
fn spread(system: &System, held: &mut Held, mut queue: Vec<Atom>, open: &dyn Fn(Inst) -> bool) {
    while let Some(atom) = queue.pop() {
        for i in system.users.row(atom).iter().copied() {
            let head = system.head(i);
            if !held.holds(head) && open(i) && held.feeds(system, i) && held.take(head) {
                queue.push(head);
            }
        }
    }
}
