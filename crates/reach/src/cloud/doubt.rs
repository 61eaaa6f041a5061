//! Fronts whose target is not known: what they may lead to is not known to be closed.

use ringfort_model::cloud::Resource;
use ringfort_source::{At, Span};

use super::build::Builder;
use super::endpoint::{EndpointId, Way};
use super::filter::Party;
use super::gate::Gate;

/// What such a front is called on a way.
pub(crate) const FRONT: &str = "a front whose target is not known";

/// A front that the internet reaches, or may reach, and whose target is not known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Doubt {
    /// Where its target is written.
    pub at: Span,
    /// Why the target is not known, with file and line.
    pub cause: Box<str>,
}

/// A front with a target that is not known, as it is read.
pub(crate) struct Loose<'a> {
    pub(crate) front: &'a Resource,
    /// Why the target is not known, and where it is written.
    pub(crate) cause: &'a str,
    pub(crate) at: Span,
    /// What such a front can lead to.
    pub(crate) kinds: &'static [&'static str],
    pub(crate) into: Access,
}

/// How the front connects.
pub(crate) enum Access {
    /// Inside of the target's network, as this party.
    By(Party),
    /// There with the address of the client.
    Kept,
    /// As this party, or with the address of the client.
    ByOrKept(Party),
    /// Over the target's own way from the internet, as this party.
    Outside(Party),
}

impl Access {
    /// What a connection has to get through at an endpoint with these gates.
    pub(crate) fn gate(&self, inner: &Gate, own: Option<&Gate>) -> Gate {
        let by = |party: &Party, gate: &Gate| Gate::By {
            party: party.clone(),
            gate: Box::new(gate.clone()),
        };
        match self {
            Access::Kept => inner.clone(),
            Access::By(party) => by(party, inner),
            Access::ByOrKept(party) => Gate::Any(vec![inner.clone(), by(party, inner)]),
            Access::Outside(party) => own.map_or(Gate::Any(vec![]), |own| by(party, own)),
        }
    }
}

/// Leads each front of `all` that the internet may reach to whatever it can have as its target. `enter` adds one way;
/// `own` is what a target asks of fronts in place of its rules, if anything.
pub(crate) fn spread<'a>(
    b: &mut Builder<'a>,
    all: Vec<Loose<'a>>,
    own: impl Fn(&'a Resource) -> Option<Gate>,
    enter: impl Fn(&mut Builder<'a>, EndpointId, Gate),
) {
    let open: Vec<Loose<'a>> = all.into_iter().filter(|l| reached(b, l.front)).collect();
    let all: Vec<(Loose<'a>, Gate)> = open.into_iter().map(|l| told(b, l)).collect();
    aside(b, |b| lead(b, &all, own, enter));
}

/// What ways `add` adds are doubts.
pub(crate) fn aside<'a>(b: &mut Builder<'a>, add: impl FnOnce(&mut Builder<'a>)) {
    let before: Vec<usize> = b.estate.endpoints.iter().map(|e| e.ways.len()).collect();
    add(b);
    for (endpoint, ways) in b.estate.endpoints.iter_mut().zip(before) {
        endpoint.doubts.extend(endpoint.ways.split_off(ways));
    }
}

fn lead<'a>(
    b: &mut Builder<'a>,
    all: &[(Loose<'a>, Gate)],
    own: impl Fn(&'a Resource) -> Option<Gate>,
    enter: impl Fn(&mut Builder<'a>, EndpointId, Gate),
) {
    let mut kinds: Vec<&'static str> = all.iter().flat_map(|(l, _)| l.kinds).copied().collect();
    kinds.sort_unstable();
    kinds.dedup();
    for kind in kinds {
        let fronts: Vec<_> = all.iter().filter(|(l, _)| l.kinds.contains(&kind)).collect();
        let world = b.world;
        for target in world.facts.resources(kind) {
            let Some(id) = b.endpoint_of(target) else { continue };
            if let Some(gate) = gate_of(b, id, own(target), &fronts) {
                enter(b, id, gate);
            }
        }
    }
}

fn reached(b: &Builder<'_>, front: &Resource) -> bool {
    b.endpoint_of(front).is_some_and(|id| !b.estate.exposures_of(id).is_empty())
}

/// Keeps a front in the estate, and makes a gate of the doubt about it.
fn told<'a>(b: &mut Builder<'a>, loose: Loose<'a>) -> (Loose<'a>, Gate) {
    let what = format!("where {} leads is not known", loose.front.address);
    let gate = keep(b, loose.at, &what, loose.cause);
    (loose, gate)
}

/// Keeps in the estate that `what`, once, and makes a gate of it.
pub(crate) fn keep(b: &mut Builder<'_>, at: Span, what: &str, cause: &str) -> Gate {
    let cause: Box<str> = format!("{what} ({})", b.told(at, cause)).into();
    let doubt = Doubt { at, cause: cause.clone() };
    if !b.estate.doubts.contains(&doubt) {
        b.estate.doubts.push(doubt);
    }
    Gate::perhaps(what, at, cause)
}

/// What leads to an endpoint over `fronts`; not to a front itself.
fn gate_of(
    b: &Builder<'_>,
    id: EndpointId,
    own: Option<Gate>,
    fronts: &[&(Loose<'_>, Gate)],
) -> Option<Gate> {
    let endpoint = b.estate.endpoint(id)?;
    let outside = endpoint.ways.first().map(|way| &way.gate);
    let others = fronts.iter().filter(|(l, _)| b.endpoint_of(l.front) != Some(id));
    let each = others.map(|(loose, doubt)| {
        let into = loose.into.gate(own.as_ref().unwrap_or(&endpoint.inner), outside);
        Gate::All(vec![doubt.clone(), into])
    });
    Some(Gate::Any(each.collect())).filter(|g| !matches!(g, Gate::Any(all) if all.is_empty()))
}

/// The one way that all doubts about an endpoint are.
pub(crate) fn joined(ways: &[Way]) -> Way {
    let gates = ways.iter().map(|way| way.gate.clone()).collect();
    Way { through: vec![FRONT.into()], gate: Gate::Any(gates) }
}

/// A value that is not known, if `at` is.
pub(crate) fn unknown(at: At<'_>) -> Option<(&str, Span)> {
    if let At::Unknown(node) = at { Some((node.cause(), node.span)) } else { None }
}
