//! The fold: from what checks said to the status and effect of every control.

mod effect;
mod input;
mod limits;
mod rules;
mod tally;
#[cfg(test)]
mod tests;

use ringfort_vocab::{ControlStatus, Effect, Proof, Status};

pub use input::{CoveredElsewhere, Decision, FoldInput, Governed, Map, Outcome, Ruling, Settings};

use crate::catalogue::{Catalogue, catalogue};
use rules::{Case, Judgement};
use tally::Tally;

/// The status of every control, in catalogue order (design, section 4), with its effect.
pub fn fold(input: &FoldInput<'_>) -> Map {
    let catalogue = catalogue();
    let tallies = tally(input, catalogue);
    let mut inherits = vec![];
    let mut map: Map = Vec::with_capacity(catalogue.controls.len());
    for (control, tally) in catalogue.controls.iter().zip(&tallies) {
        let case = Case { control, tally, input, nullifications: &catalogue.nullifications };
        let judgement = case.judge();
        inherits.push(judgement.inherits.clone());
        map.push(status(&case, judgement));
    }
    inherit(&mut map, &inherits, catalogue);
    effect::apply(&mut map, &tallies, input, catalogue);
    map
}

fn tally<'a>(input: &FoldInput<'a>, catalogue: &Catalogue) -> Vec<Tally<'a>> {
    let mut tallies: Vec<Tally<'a>> = Vec::new();
    tallies.resize_with(catalogue.controls.len(), Tally::default);
    for ruling in input.rulings {
        let place = catalogue.position(ruling.check.control);
        if let Some(tally) = place.and_then(|i| tallies.get_mut(i)) {
            tally.add(ruling);
        }
    }
    tallies
}

fn status(case: &Case<'_, '_>, judgement: Judgement) -> ControlStatus {
    let control = case.control;
    ControlStatus {
        control: control.id,
        name: control.name,
        layer: control.layer,
        status: judgement.status,
        basis: judgement.basis,
        effect: Effect::None,
        undermined_by: vec![],
        requirement: case.input.requirement(control),
        reason: judgement.reason,
        assets: case.tally.assets(),
        evidence: proofs(case),
    }
}

/// The places that show a status; a further failing check is shown where no gate fails.
fn proofs(case: &Case<'_, '_>) -> Vec<Proof> {
    let proof = |ruling: &Ruling<'_>| Proof {
        verdict: ruling.outcome.name(),
        check: ruling.check.id,
        resource: ruling.resource.to_owned(),
        note: ruling.note.to_owned(),
        location: (case.input.locate)(ruling.at),
    };
    // Core checks first, so that the first place is the one that the reason speaks of.
    let gates = case.tally.shown().map(proof);
    gates.chain(case.tally.blemish.iter().map(proof)).collect::<Vec<_>>().sorted_by_verdict()
}

trait SortedByVerdict {
    fn sorted_by_verdict(self) -> Self;
}

impl SortedByVerdict for Vec<Proof> {
    fn sorted_by_verdict(mut self) -> Self {
        let rank = |proof: &Proof| match proof.verdict {
            "fail" => 0,
            "unknown" => 1,
            _ => 2,
        };
        self.sort_by_key(rank);
        self
    }
}

/// Gives controls that refer to a control of this assessment that control's status. Chains are
/// followed once per control; a circle of references decides nothing.
fn inherit(map: &mut Map, inherits: &[Option<String>], catalogue: &Catalogue) {
    for (place, reference) in inherits.iter().enumerate() {
        let Some(source) = reference.as_deref().and_then(|r| end_of_chain(r, inherits, catalogue))
        else {
            continue;
        };
        let Some(from) = map.get(source).cloned() else { continue };
        if let Some(row) = map.get_mut(place).filter(|_| source != place) {
            row.status = from.status;
            row.basis = from.basis;
            let status = from.status.name();
            row.reason = format!("As {} ({status}): {}", from.control, row.reason);
        }
    }
    for (place, reference) in inherits.iter().enumerate() {
        let circle = reference.as_deref().is_some_and(|r| {
            catalogue.position(r).is_some() && end_of_chain(r, inherits, catalogue).is_none()
        });
        if let Some(row) = map.get_mut(place).filter(|_| circle) {
            row.status = Status::NotAssessed;
            row.basis = None;
            row.reason = "Its reference leads back to itself".into();
        }
    }
}

fn end_of_chain(
    reference: &str,
    inherits: &[Option<String>],
    catalogue: &Catalogue,
) -> Option<usize> {
    let mut place = catalogue.position(reference)?;
    for _ in 0..inherits.len() {
        let next = inherits.get(place).and_then(Option::as_deref);
        match next.and_then(|next| catalogue.position(next)) {
            Some(next) => place = next,
            None => return Some(place),
        }
    }
    None
}
