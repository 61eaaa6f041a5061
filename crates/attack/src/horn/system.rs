//! The rule instances, in flat arrays.

use super::{Atom, Decision, GuardId, Inst};

/// How a control stands in one scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// It is not there: the step is open.
    Absent,
    /// It is there: the step is stopped.
    InPlace,
    /// Not known: the step may be open.
    Unknown,
}

/// A control as it stands in one scope.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Guard {
    /// The decision that would put it in place.
    pub(crate) decision: Decision,
    /// How it stands now.
    pub(crate) state: State,
}

/// One rule instance, as a builder takes it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Instance {
    /// What is gained.
    pub(crate) head: Atom,
    /// What must be held, all of it. Empty: given.
    pub(crate) body: Vec<Atom>,
    /// The controls that stop it, any of them.
    pub(crate) guards: Vec<GuardId>,
    /// How hard it is: 0 for a step that only names things, 1 for an easy one.
    pub(crate) cost: u32,
    /// Does it rest on something that is not known?
    pub(crate) doubtful: bool,
}

/// All instances with their guards.
#[derive(Debug, Default)]
pub(crate) struct System {
    pub(super) heads: Vec<Atom>,
    pub(super) costs: Vec<u32>,
    pub(super) doubtful: Vec<bool>,
    pub(super) bodies: Rows,
    pub(super) instance_guards: Rows,
    /// For each atom the instances in whose body it is.
    pub(super) users: Rows,
    /// For each atom the instances that give it.
    makers: Rows,
    /// The instances without a body.
    pub(super) axioms: Vec<Inst>,
    pub(crate) guards: Vec<Guard>,
    atoms: usize,
}

/// Rows of numbers of different length, end to end.
#[derive(Debug, Default)]
pub(super) struct Rows {
    starts: Vec<u32>,
    items: Vec<u32>,
}

impl Rows {
    pub(super) fn row(&self, i: u32) -> &[u32] {
        let i = i as usize;
        let (Some(a), Some(b)) = (self.starts.get(i), self.starts.get(i + 1)) else { return &[] };
        self.items.get(*a as usize..*b as usize).unwrap_or(&[])
    }

    fn push(&mut self, row: &[u32]) {
        if self.starts.is_empty() {
            self.starts.push(0);
        }
        self.items.extend_from_slice(row);
        self.starts.push(self.items.len() as u32);
    }
}

/// Takes instances one by one.
#[derive(Debug, Default)]
pub(crate) struct Builder {
    system: System,
}

impl Builder {
    /// Adds a guard.
    pub(crate) fn guard(&mut self, guard: Guard) -> GuardId {
        self.system.guards.push(guard);
        self.system.guards.len() as GuardId - 1
    }

    /// Adds every instance of `other`, with its atoms and guards renamed. Its guards must be known here already.
    pub(crate) fn absorb(
        &mut self,
        other: &Self,
        atom: &dyn Fn(Atom) -> Atom,
        guard: &dyn Fn(GuardId) -> GuardId,
    ) {
        let mut one = Instance::default();
        for i in 0..other.system.len() as Inst {
            one.head = atom(other.system.head(i));
            one.body.clear();
            one.body.extend(other.system.body(i).iter().map(|b| atom(*b)));
            one.guards.clear();
            one.guards.extend(other.system.guards_of(i).iter().map(|g| guard(*g)));
            one.cost = other.system.cost(i);
            one.doubtful = other.system.is_doubtful(i);
            self.add(&one);
        }
    }

    /// Adds an instance.
    pub(crate) fn add(&mut self, instance: &Instance) -> Inst {
        let system = &mut self.system;
        let highest = instance.body.iter().copied().max().unwrap_or(0).max(instance.head);
        system.atoms = system.atoms.max(highest as usize + 1);
        system.heads.push(instance.head);
        system.costs.push(instance.cost);
        system.doubtful.push(instance.doubtful);
        system.bodies.push(&instance.body);
        system.instance_guards.push(&instance.guards);
        let number = system.heads.len() as Inst - 1;
        if instance.body.is_empty() {
            system.axioms.push(number);
        }
        number
    }

    /// The guards, to change a state while building.
    pub(crate) fn guards_mut(&mut self) -> &mut [Guard] {
        &mut self.system.guards
    }

    /// Is a control in place that stops instance `i`?
    pub(crate) fn is_stopped(&self, i: Inst) -> bool {
        let guards = self.system.guards_of(i).iter();
        guards.into_iter().any(|g| self.system.guard(*g).state == State::InPlace)
    }

    /// The system, with the indices from atoms to instances.
    pub(crate) fn finish(self) -> System {
        let mut system = self.system;
        system.users = index(&system, System::body);
        system.makers =
            index(&system, |s, i| s.heads.get(i as usize).map_or(&[], std::slice::from_ref));
        system
    }
}

/// For each atom the instances that `atoms` lists it for.
fn index<'s>(system: &'s System, atoms: impl Fn(&'s System, Inst) -> &'s [Atom]) -> Rows {
    let mut starts = vec![0_u32; system.atoms + 1];
    for i in 0..system.len() as Inst {
        for atom in atoms(system, i) {
            if let Some(n) = starts.get_mut(*atom as usize + 1) {
                *n += 1;
            }
        }
    }
    let mut sum = 0;
    for n in &mut starts {
        sum += *n;
        *n = sum;
    }
    let mut items = vec![0_u32; sum as usize];
    let mut next = starts.clone();
    for i in 0..system.len() as Inst {
        for atom in atoms(system, i) {
            let Some(at) = next.get_mut(*atom as usize) else { continue };
            if let Some(item) = items.get_mut(*at as usize) {
                *item = i;
            }
            *at += 1;
        }
    }
    Rows { starts, items }
}

impl System {
    /// How many instances there are.
    pub(crate) fn len(&self) -> usize {
        self.heads.len()
    }

    /// How many atoms there are.
    pub(crate) fn atoms(&self) -> usize {
        self.atoms
    }

    /// What instance `i` gives.
    pub(crate) fn head(&self, i: Inst) -> Atom {
        self.heads.get(i as usize).copied().unwrap_or(0)
    }

    /// What instance `i` needs.
    pub(crate) fn body(&self, i: Inst) -> &[Atom] {
        self.bodies.row(i)
    }

    /// The instances that give `atom`.
    pub(crate) fn makers(&self, atom: Atom) -> &[Inst] {
        self.makers.row(atom)
    }

    /// The instances that need `atom`.
    pub(crate) fn users(&self, atom: Atom) -> &[Inst] {
        self.users.row(atom)
    }

    /// The instances that need nothing.
    pub(crate) fn axioms(&self) -> &[Inst] {
        &self.axioms
    }

    /// The guards of instance `i`.
    pub(crate) fn guards_of(&self, i: Inst) -> &[GuardId] {
        self.instance_guards.row(i)
    }

    /// The guard `id`.
    pub(crate) fn guard(&self, id: GuardId) -> Guard {
        let none = Guard { decision: 0, state: State::Absent };
        self.guards.get(id as usize).copied().unwrap_or(none)
    }

    /// Does instance `i` rest on something that is not known?
    pub(crate) fn is_doubtful(&self, i: Inst) -> bool {
        self.doubtful.get(i as usize).copied().unwrap_or(false)
    }

    /// How hard instance `i` is.
    pub(crate) fn cost(&self, i: Inst) -> u32 {
        self.costs.get(i as usize).copied().unwrap_or(1)
    }
}
