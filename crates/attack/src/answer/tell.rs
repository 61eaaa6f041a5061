//! Instances and guards in words, with their places.

use std::collections::BTreeSet;

use ringfort_source::Span;
use ringfort_vocab::Location;
use ringfort_vocab::attack::{AttackStep, Held, Unmoved, Witness};

use super::Board;
use crate::control::Standing;
use crate::grounded::{Place, Proof as Proven};
use crate::horn::{Atom, Derivation, GuardId, Inst, Proof, State};

/// The hop of instance `i`; `None` for one that only names things.
pub(crate) fn step(board: &Board<'_>, i: Inst) -> Option<AttackStep> {
    let hop = board.grounded.hops.get(i as usize).filter(|h| !h.quiet)?;
    let technique = board.techniques.get(usize::from(hop.technique))?;
    let names: Vec<String> = board.system.body(i).iter().map(|a| board.name(*a)).collect();
    let (from, to) = (names.join(" and "), board.name(board.system.head(i)));
    let detail = board.grounded.texts.get(hop.detail);
    let own = board.grounded.texts.get(hop.sentence);
    let template = if own.is_empty() { technique.sentence } else { own };
    let sentence = template.replace("{from}", &from).replace("{to}", &to);
    let sentence = sentence.replace("{gain}", &board.gain(board.system.head(i)));
    let (a, b) = hop.proofs;
    let proofs = board.grounded.proofs.get(a as usize..b as usize).unwrap_or(&[]);
    Some(AttackStep {
        technique: technique.id.to_owned(),
        title: technique.title.to_owned(),
        layer: technique.layer,
        sentence: capital(&sentence.replace("{detail}", detail)),
        evidence: evidence(board, i, proofs),
        by_default: Some(board.grounded.texts.get(hop.basis).to_owned()).filter(|b| !b.is_empty()),
        attack: technique.attack.iter().map(|t| (*t).to_owned()).collect(),
        unmoved: unmoved(board, technique.id),
        from,
        to,
    })
}

/// What proves a hop; for one that only a missing control lets through, the places where that control is not, or where it
/// is not known.
fn evidence(board: &Board<'_>, i: Inst, proofs: &[Proven]) -> Vec<Witness> {
    if !proofs.is_empty() {
        return proofs.iter().map(|(at, note)| witness(board, *at, note)).collect();
    }
    let guards = board.system.guards_of(i).iter();
    let stands = guards.filter_map(|g| Some(board.grounded.stands.get_index(*g as usize)?.1));
    let missing = stands.filter_map(|standing| match standing {
        Standing::Absent(Some(at)) => Some(witness(board, *at, "nothing here refuses it")),
        Standing::Unknown(at, cause) => Some(witness(board, *at, cause)),
        _ => None,
    });
    missing.take(1).collect()
}

/// A sentence begins with a capital.
fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// A place as a report shows it.
pub(crate) fn witness(board: &Board<'_>, at: Span, note: &str) -> Witness {
    Witness { location: Location::of(&board.facts.sources, at), note: note.to_owned() }
}

/// The controls that are there and do not stop `technique`.
fn unmoved(board: &Board<'_>, technique: &str) -> Vec<Unmoved> {
    let rows = board.blind.iter().filter(|(t, c, _)| *t == technique && board.present.contains(*c));
    rows.map(|(_, c, why)| Unmoved { control: (*c).to_owned(), reason: (*why).to_owned() })
        .collect()
}

/// The control of guard `g`, which is in place.
pub(crate) fn held(board: &Board<'_>, g: GuardId) -> Option<Held> {
    let (place, standing) = board.grounded.stands.get_index(g as usize)?;
    let decision = board.grounded.decisions.get(place.decision)?;
    let evidence = match standing {
        Standing::InPlace(at, note) => vec![witness(board, *at, note)],
        _ => vec![],
    };
    Some(Held { control: decision.control.to_owned(), scope: place.scope.to_string(), evidence })
}

/// What decides the easiest way to `goal`, in a sentence: of several the one that is no mere assumption.
pub(crate) fn decides(board: &Board<'_>, found: &Derivation, goal: Atom) -> Option<String> {
    let doubts = doubts(board, &Proof::of(&board.system, found, goal)?);
    let real = doubts.iter().find(|d| !d.starts_with(ASSUMES));
    real.or(doubts.first()).cloned()
}

/// How the doubts of entries that are assumed begin.
const ASSUMES: &str = "assumes ";

/// What is not known and decides this way, each once, in the order of its hops.
pub(crate) fn doubts(board: &Board<'_>, proof: &Proof) -> Vec<String> {
    let mut said = BTreeSet::new();
    let mut all = vec![];
    for i in &proof.steps {
        let hop = board.grounded.hops.get(*i as usize);
        let doubt = hop.map_or("", |h| board.grounded.texts.get(h.doubt)).to_owned();
        let guards = board.system.guards_of(*i).iter();
        let unknown = guards.filter(|g| board.system.guard(**g).state == State::Unknown);
        let texts = std::iter::once(doubt).chain(unknown.filter_map(|g| not_known(board, *g)));
        all.extend(texts.filter(|t| !t.is_empty() && said.insert(t.clone())));
    }
    all
}

fn not_known(board: &Board<'_>, g: GuardId) -> Option<String> {
    let (Place { decision, scope }, standing) = board.grounded.stands.get_index(g as usize)?;
    let control = board.grounded.decisions.get(*decision)?.control;
    let Standing::Unknown(at, cause) = standing else { return None };
    let place = Location::of(&board.facts.sources, *at);
    let scope = if scope.is_empty() { String::new() } else { format!(" ({scope})") };
    Some(format!("whether {control}{scope} is in place: {cause} ({}:{})", place.file, place.line))
}
