//! Grounding: from facts to rule instances. A technique says what is gained, from what, unless which
//! controls stand in the way, and what proves it.

use std::sync::Arc;

use rayon::prelude::*;
use ringfort_facts::Facts;
use ringfort_source::Span;

use crate::control::{Control, Controls};
use crate::grants::{Granted, grants};
use crate::grounded::{Grounded, Hop, Proof};
use crate::horn::Instance;
use crate::numbered::Numbered;
use crate::position::Position;
use crate::technique::Technique;

/// How many techniques run side by side before what they add is put together: few enough to need little memory.
const WAVE: usize = 48;

/// What a technique sees and adds to.
pub struct Ground<'a> {
    /// The facts.
    pub facts: &'a Facts,
    /// How controls stand.
    pub controls: &'a Controls<'a>,
    /// Every grant of the cluster.
    pub grants: Arc<[Granted]>,
    technique: u16,
    out: Grounded,
    later: Vec<(u16, Later)>,
}

/// Grounds what rests on the positions that all techniques mention.
pub(crate) type Later = fn(&mut Ground<'_>, &Numbered<Position>);

impl<'a> Ground<'a> {
    /// Everything that `techniques` add. They run side by side, and what they add is put together in their order.
    pub(crate) fn all(
        facts: &'a Facts,
        controls: &'a Controls<'a>,
        techniques: &[Technique],
    ) -> Grounded {
        let grants: Arc<[Granted]> = grants(facts).into();
        let new = |technique| Ground {
            facts,
            controls,
            grants: Arc::clone(&grants),
            technique,
            out: Grounded::default(),
            later: vec![],
        };
        let (mut out, mut later) = (Grounded::default(), vec![]);
        for (wave, some) in techniques.chunks(WAVE).enumerate() {
            let one = |(i, technique): (usize, &Technique)| {
                let mut ground = new((wave * WAVE + i) as u16);
                (technique.ground)(&mut ground);
                ground
            };
            for ground in some.par_iter().enumerate().map(one).collect::<Vec<_>>() {
                out.absorb(ground.out);
                later.extend(ground.later);
            }
        }
        for (technique, add) in later {
            let mut ground = new(technique);
            add(&mut ground, &out.positions);
            out.absorb(ground.out);
        }
        out
    }

    /// Adds the rest once every technique ran: `add` is given all positions that were mentioned until then.
    pub(crate) fn later(&mut self, add: Later) {
        self.later.push((self.technique, add));
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
