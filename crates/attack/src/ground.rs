//! Grounding: from facts to rule instances. A technique says what is gained, from what, unless which
//! controls stand in the way, and what proves it.

use std::rc::Rc;

use indexmap::IndexMap;
use ringfort_facts::Facts;
use ringfort_source::Span;
use rustc_hash::FxBuildHasher;

use crate::control::{Control, Controls, Standing};
use crate::grants::{Granted, grants};
use crate::horn::{Atom, Builder, Guard, GuardId, Instance, State};
use crate::numbered::{Numbered, Texts};
use crate::position::Position;
use crate::technique::Technique;

/// What proves a hop: a place and what stands there.
pub type Proof = (Span, &'static str);

/// What is told of one rule instance.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hop {
    /// The technique, by its index in the registry.
    pub(crate) technique: u16,
    /// What proves it: a range in [`Grounded::proofs`].
    pub(crate) proofs: (u32, u32),
    /// The text for `{detail}`, interned.
    pub(crate) detail: u32,
    /// What is not known and decides, interned; 0 for nothing.
    pub(crate) doubt: u32,
    /// The documentation of the default that it rests on, interned; 0 for none.
    pub(crate) basis: u32,
    /// The hop in one sentence, interned; 0 for the technique's own.
    pub(crate) sentence: u32,
    /// Is it a step that only names things?
    pub(crate) quiet: bool,
}

/// One decision in one scope: a namespace, an object.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Place {
    /// The decision, by its number in [`Grounded::decisions`].
    pub(crate) decision: u32,
    /// Where.
    pub(crate) scope: Box<str>,
}

/// Putting one control in place, for one target or wherever it belongs.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct DecisionKey {
    /// The control.
    pub(crate) control: &'static str,
    /// The one thing it is for; empty where one decision holds everywhere.
    pub(crate) target: Box<str>,
}

/// All rule instances with what is told of them.
#[derive(Default)]
pub(crate) struct Grounded {
    pub(crate) builder: Builder,
    pub(crate) positions: Numbered<Position>,
    pub(crate) hops: Vec<Hop>,
    pub(crate) proofs: Vec<Proof>,
    pub(crate) texts: Texts,
    /// How each decision stands in each scope, by guard.
    pub(crate) stands: IndexMap<Place, Standing, FxBuildHasher>,
    pub(crate) decisions: Numbered<DecisionKey>,
}

/// What a technique sees and adds to.
pub struct Ground<'a> {
    /// The facts.
    pub facts: &'a Facts,
    /// How controls stand.
    pub controls: &'a Controls<'a>,
    /// Every grant of the cluster.
    pub grants: Rc<[Granted]>,
    pub(crate) technique: u16,
    pub(crate) out: Grounded,
}

impl<'a> Ground<'a> {
    /// Nothing grounded yet.
    pub(crate) fn new(facts: &'a Facts, controls: &'a Controls<'a>) -> Self {
        let grants = grants(facts).into();
        Self { facts, controls, grants, technique: 0, out: Grounded::default() }
    }

    /// Runs every technique of `techniques`, in order.
    pub(crate) fn run(mut self, techniques: &[Technique]) -> Grounded {
        for (i, technique) in techniques.iter().enumerate() {
            self.technique = i as u16;
            (technique.ground)(&mut self);
        }
        self.out
    }

    /// Begins an instance that gives `head`; finish it with [`Step::add`].
    pub fn step(&mut self, head: Position) -> Step<'_, 'a> {
        Step {
            ground: self,
            head,
            body: vec![],
            guards: vec![],
            proofs: vec![],
            detail: String::new(),
            doubt: String::new(),
            basis: "",
            sentence: "",
            cost: 1,
            quiet: false,
        }
    }

    /// Every position that an instance mentioned so far.
    pub fn mentioned(&self) -> impl Iterator<Item = &Position> {
        self.out.positions.iter()
    }

    /// Was `position` mentioned by an instance so far?
    pub fn knows(&self, position: &Position) -> bool {
        self.out.positions.find(position).is_some()
    }
}

impl Grounded {
    pub(crate) fn atom(&mut self, position: Position) -> Atom {
        self.positions.number(position)
    }

    /// An instance that only names things: whoever holds `body` holds `head`.
    pub(crate) fn name_only(&mut self, head: Position, body: Position) {
        let (head, body) = (self.atom(head), vec![self.atom(body)]);
        self.builder.add(&Instance { head, body, ..Instance::default() });
        self.hops.push(Hop { quiet: true, ..Hop::default() });
    }

    fn guard(&mut self, control: Control) -> GuardId {
        let key = DecisionKey { control: control.id, target: control.target };
        let place = Place { decision: self.decisions.number(key), scope: control.scope };
        if let Some(id) = self.stands.get_index_of(&place) {
            return id as GuardId;
        }
        let state = match control.standing {
            Standing::Absent(_) => State::Absent,
            Standing::InPlace(..) => State::InPlace,
            Standing::Unknown(..) => State::Unknown,
        };
        let id = self.builder.guard(Guard { decision: place.decision, state });
        self.stands.insert(place, control.standing);
        id
    }
}

/// An instance in the making.
#[must_use = "an instance counts once it is added"]
pub struct Step<'g, 'a> {
    ground: &'g mut Ground<'a>,
    head: Position,
    body: Vec<Position>,
    guards: Vec<Control>,
    proofs: Vec<Proof>,
    detail: String,
    doubt: String,
    basis: &'static str,
    sentence: &'static str,
    cost: u32,
    quiet: bool,
}

impl Step<'_, '_> {
    /// It needs `position`; several are needed together.
    pub fn from(mut self, position: Position) -> Self {
        self.body.push(position);
        self
    }

    /// `control` stops it.
    pub fn unless(mut self, control: Control) -> Self {
        self.guards.push(control);
        self
    }

    /// Each of `controls` stops it.
    pub fn unless_any(mut self, controls: impl IntoIterator<Item = Control>) -> Self {
        self.guards.extend(controls);
        self
    }

    /// `at` proves it: `note` says what stands there, in a few words.
    pub fn proof(mut self, at: Span, note: &'static str) -> Self {
        self.proofs.push((at, note));
        self
    }

    /// The text for `{detail}` of the technique's sentence.
    pub fn detail(mut self, text: impl Into<String>) -> Self {
        self.detail = text.into();
        self
    }

    /// The hop in one sentence, where it is not the technique's own. `{from}`, `{to}`, `{gain}`, `{detail}` are
    /// filled in.
    pub fn say(mut self, sentence: &'static str) -> Self {
        self.sentence = sentence;
        self
    }

    /// It rests on a default of the platform, which no file need write: `section` is the documentation that says so.
    pub fn by_default(mut self, section: &'static str) -> Self {
        self.basis = section;
        self
    }

    /// It rests on something that is not known: `what` says so, "whether ...".
    pub fn doubt(mut self, what: impl Into<String>) -> Self {
        self.doubt = what.into();
        self
    }

    /// The same, where `doubtful`.
    pub fn doubt_if(self, doubtful: bool, what: &str) -> Self {
        if doubtful { self.doubt(what) } else { self }
    }

    /// How hard it is, where it is not 1: 0 for nothing to do, 5 for an exploit to be written.
    pub fn cost(mut self, cost: u32) -> Self {
        self.cost = cost;
        self
    }

    /// It only names things (who is in which group, which pods a namespace has): not told as a hop.
    pub fn quiet(mut self) -> Self {
        (self.quiet, self.cost) = (true, 0);
        self
    }

    /// Adds it.
    pub fn add(self) {
        let technique = self.ground.technique;
        let out = &mut self.ground.out;
        let first = out.proofs.len() as u32;
        out.proofs.extend(self.proofs);
        let hop = Hop {
            technique,
            proofs: (first, out.proofs.len() as u32),
            detail: out.texts.id(&self.detail),
            doubt: out.texts.id(&self.doubt),
            basis: out.texts.id(self.basis),
            sentence: out.texts.id(self.sentence),
            quiet: self.quiet,
        };
        let instance = Instance {
            head: out.atom(self.head),
            body: self.body.into_iter().map(|p| out.atom(p)).collect(),
            guards: self.guards.into_iter().map(|c| out.guard(c)).collect(),
            cost: self.cost,
            doubtful: hop.doubt != 0,
        };
        out.builder.add(&instance);
        out.hops.push(hop);
    }
}
