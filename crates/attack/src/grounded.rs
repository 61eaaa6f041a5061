//! What grounding gives: rule instances with what is told of them, and how what several techniques add becomes one.

use std::sync::Arc;

use indexmap::IndexMap;
use ringfort_source::Span;
use rustc_hash::FxBuildHasher;

use crate::control::{Control, Standing};
use crate::horn::{Atom, Builder, Guard, GuardId, Instance, State};
use crate::numbered::{Numbered, Texts};
use crate::position::Position;

/// What proves a hop: a place and what stands there.
pub(crate) type Proof = (Span, &'static str);

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
    pub(crate) scope: Arc<str>,
}

/// Putting one control in place, for one target or wherever it belongs.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct DecisionKey {
    /// The control.
    pub(crate) control: &'static str,
    /// The one thing it is for; empty where one decision holds everywhere.
    pub(crate) target: Arc<str>,
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

    pub(crate) fn guard(&mut self, control: Control) -> GuardId {
        let key = DecisionKey { control: control.id, target: control.target };
        let place = Place { decision: self.decisions.number(key), scope: control.scope };
        stand(&mut self.stands, &mut self.builder, place, control.standing)
    }

    /// Takes over everything of `other`, which counts from 0 for itself.
    pub(crate) fn absorb(&mut self, other: Self) {
        let Self { builder, positions, hops, proofs, texts, stands, decisions } = self;
        let atoms =
            || -> Vec<Atom> { other.positions.into_iter().map(|p| positions.number(p)).collect() };
        let guards = || {
            let numbers: Vec<u32> =
                other.decisions.into_iter().map(|d| decisions.number(d)).collect();
            other
                .stands
                .into_iter()
                .map(|(place, standing)| {
                    let place = Place { decision: at(&numbers, place.decision), ..place };
                    stand(stands, builder, place, standing)
                })
                .collect::<Vec<GuardId>>()
        };
        let (atoms, guards) = rayon::join(atoms, guards);
        builder.absorb(&other.builder, &|a| at(&atoms, a), &|g| at(&guards, g));
        let texts: Vec<u32> = other.texts.iter().map(|t| texts.id(t)).collect();
        let first = proofs.len() as u32;
        proofs.extend(other.proofs);
        hops.extend(other.hops.into_iter().map(|hop| Hop {
            proofs: (first + hop.proofs.0, first + hop.proofs.1),
            detail: at(&texts, hop.detail),
            doubt: at(&texts, hop.doubt),
            basis: at(&texts, hop.basis),
            sentence: at(&texts, hop.sentence),
            ..hop
        }));
    }
}

/// The new number of `i`.
fn at(numbers: &[u32], i: u32) -> u32 {
    numbers.get(i as usize).copied().unwrap_or(0)
}

/// The guard for how a decision stands in a place; how it stood there first counts.
fn stand(
    stands: &mut IndexMap<Place, Standing, FxBuildHasher>,
    builder: &mut Builder,
    place: Place,
    standing: Standing,
) -> GuardId {
    if let Some(id) = stands.get_index_of(&place) {
        return id as GuardId;
    }
    let state = match standing {
        Standing::Absent(_) => State::Absent,
        Standing::InPlace(..) => State::InPlace,
        Standing::Unknown(..) => State::Unknown,
    };
    let id = builder.guard(Guard { decision: place.decision, state });
    stands.insert(place, standing);
    id
}
