//! What of the cloud can be reached from the internet, and what that says of the nodes.

use ringfort_facts::Facts;
use ringfort_reach::cloud::{Answer, Effect, Endpoint, Estate, Exposure, Sort, Source, Step};
use ringfort_reach::{PortSet, Protocol};
use ringfort_source::Span;

use super::Standing;

/// The estate with everything that anyone on the internet reaches of it.
#[derive(Debug)]
pub(crate) struct Sky {
    estate: Estate,
    exposures: Vec<Exposure>,
}

/// An endpoint that anyone reaches, or may reach, on ports of interest.
pub(crate) struct Open<'s> {
    pub(crate) endpoint: &'s Endpoint,
    /// What first leads to it: its address.
    pub(crate) first: Span,
    /// The rule that admits.
    pub(crate) rule: &'s Step,
    /// Why it is not known whether it is reached; empty if it is.
    pub(crate) doubt: String,
}

impl Sky {
    /// Derives it.
    pub(crate) fn new(facts: &Facts) -> Self {
        let estate = Estate::derive(facts);
        let mut exposures = estate.exposures();
        exposures.retain(|e| e.from == Source::Anywhere);
        Self { estate, exposures }
    }

    /// The endpoints of a sort that anyone reaches on one of `ports`, each once: those that are certain first.
    pub(crate) fn open(&self, sort: Sort, ports: &PortSet) -> Vec<Open<'_>> {
        let mut found: Vec<Open<'_>> = vec![];
        for certain in [true, false] {
            for exposure in &self.exposures {
                let Some(endpoint) = self.estate.endpoint(exposure.to) else { continue };
                let set = if certain { &exposure.answer.ports } else { &exposure.answer.unknown };
                let hit = set.and(ports);
                let known = found.iter().any(|o| o.endpoint.id == endpoint.id);
                if endpoint.sort != sort || hit.is_empty() || known {
                    continue;
                }
                found.extend(opened(endpoint, &exposure.answer, &hit, certain));
            }
        }
        found.sort_by_key(|open| open.endpoint.id);
        found
    }

    fn nodes(&self) -> impl Iterator<Item = &Endpoint> {
        self.estate.endpoints().iter().filter(|e| e.sort == Sort::Nodes)
    }

    /// Do the rules of the nodes keep the internet from `low` to `high`? None: no file describes nodes.
    pub(crate) fn node_ports(&self, (low, high): (i64, i64)) -> Option<Standing> {
        let ports = PortSet::range(Protocol::Tcp, low, high);
        let each = self.nodes().map(|node| {
            let answer = self.estate.admitted(node.id).on(&ports);
            standing(node, &answer, "the world is not let in to the nodes")
        });
        each.reduce(worse)
    }

    /// Are the nodes without public addresses and routes to them? None: no file describes nodes.
    pub(crate) fn private_nodes(&self) -> Option<Standing> {
        let each = self.nodes().map(|node| {
            let answer = self.estate.routed(node.id);
            standing(node, &answer, "no public address leads to the nodes")
        });
        each.reduce(worse)
    }
}

fn opened<'s>(
    endpoint: &'s Endpoint,
    answer: &'s Answer,
    hit: &PortSet,
    certain: bool,
) -> Option<Open<'s>> {
    let mut steps = answer.deciding().filter(|s| !s.ports.and(hit).is_empty());
    let first = steps.next()?;
    let rule = steps.last().unwrap_or(first);
    let doubt = if certain {
        String::new()
    } else {
        format!("whether the Internet gets to it: {}", answer.causes.join("; "))
    };
    Some(Open { endpoint, first: first.at, rule, doubt })
}

/// How what should keep the internet out stands, given what gets through.
fn standing(node: &Endpoint, answer: &Answer, note: &str) -> Standing {
    let of = |effect: Effect| answer.steps.iter().rev().find(|s| s.effect == effect).map(|s| s.at);
    if !answer.ports.is_empty() {
        let at = answer.deciding().last().map_or(node.at, |s| s.at);
        return Standing::Absent(Some(at));
    }
    if !answer.unknown.is_empty() {
        let at = of(Effect::Unknown).unwrap_or(node.at);
        return Standing::Unknown(at, answer.causes.join("; ").into());
    }
    Standing::InPlace(of(Effect::Denies).unwrap_or(node.at), note.into())
}

/// The worse of two: what is absent for some nodes is absent.
pub(super) fn worse(a: Standing, b: Standing) -> Standing {
    match (&a, &b) {
        (Standing::Absent(_), _) => a,
        (_, Standing::Absent(_)) => b,
        (Standing::Unknown(..), _) => a,
        (_, Standing::Unknown(..)) => b,
        _ => a,
    }
}
