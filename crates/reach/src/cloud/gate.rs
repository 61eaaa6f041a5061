//! What a connection has to get through, as one expression.

use ringfort_source::Span;

use super::filter::{Effect, Filter, Outcome, Party, Source, Trace};
use crate::address::Range;
use crate::bits::Tri;
use crate::ports::{PortSet, Protocol};

/// The filter number ... of an estate.
pub(crate) type FilterId = u32;

/// What a connection has to get through.
#[derive(Clone, Debug)]
pub(crate) enum Gate {
    /// Something that is so or not: a public address, a switch.
    Is(Fact),
    /// Only these ports exist behind it: for certain, and perhaps.
    Ports { ports: PortSet, perhaps: PortSet, cause: Box<str> },
    /// Rules in order; the answer to a connection passes by itself.
    Filter(FilterId),
    /// Rules in order in each direction: the answer must get out as well.
    Stateless { into: FilterId, out: FilterId },
    /// All of these.
    All(Vec<Gate>),
    /// One of these is enough.
    Any(Vec<Gate>),
    /// One of these, and which is not known.
    OneOf(Vec<Gate>, Box<str>),
    /// Another door before it, at one of `ports`; behind it the ports are others.
    Door { own: Party, gate: Box<Gate>, ports: PortSet },
    /// The connection is made by `party`, for the client.
    By { party: Party, gate: Box<Gate> },
}

/// Something that is so or not, where it is said, and why it is not known.
#[derive(Clone, Debug)]
pub(crate) struct Fact {
    pub(crate) state: Tri,
    pub(crate) what: Box<str>,
    pub(crate) at: Span,
    pub(crate) cause: Box<str>,
}

impl Gate {
    /// Something that is so or not.
    pub(crate) fn is(yes: bool, what: impl Into<Box<str>>, at: Span) -> Self {
        Self::Is(Fact { state: Tri::is(yes), what: what.into(), at, cause: "".into() })
    }

    /// Something that is not known.
    pub(crate) fn perhaps(what: impl Into<Box<str>>, at: Span, cause: impl Into<Box<str>>) -> Self {
        Self::Is(Fact { state: Tri::Maybe, what: what.into(), at, cause: cause.into() })
    }

    /// Only these ports exist.
    pub(crate) fn ports(ports: PortSet) -> Self {
        Self::Ports { ports, perhaps: PortSet::none(), cause: "".into() }
    }

    /// Visits each filter in it.
    pub(crate) fn filters(&self, found: &mut Vec<FilterId>) {
        match self {
            // Behind `By` it makes no difference who the client is.
            Gate::Is(_) | Gate::Ports { .. } | Gate::By { .. } => {}
            Gate::Filter(id) => found.push(*id),
            Gate::Stateless { into, out } => found.extend([*into, *out]),
            Gate::All(gates) | Gate::Any(gates) | Gate::OneOf(gates, _) => {
                for gate in gates {
                    gate.filters(found);
                }
            }
            Gate::Door { gate, .. } => gate.filters(found),
        }
    }
}

/// Ports that clients are answered at: AWS's documentation of network ACLs on ephemeral ports gives 1024 to 65535 as
/// what covers all clients.
fn ephemeral(protocol: Protocol) -> PortSet {
    PortSet::range(protocol, 1024, 65_535)
}

/// What evaluation sees.
#[derive(Clone, Copy)]
pub(crate) struct Court<'e> {
    pub(crate) filters: &'e [Filter],
    /// Whom the gates protect.
    pub(crate) own: &'e Party,
}

impl Court<'_> {
    /// What `gate` lets through between its owner and `other`.
    pub(crate) fn decide(&self, gate: &Gate, other: Source<'_>, trace: &mut Trace) -> Outcome {
        match gate {
            Gate::Is(fact) => is(fact, trace),
            Gate::Ports { ports, perhaps, cause } => {
                if !perhaps.is_empty() {
                    trace.cause(cause.clone());
                }
                Outcome { allowed: ports.or(perhaps), denied: ports.complement() }
            }
            Gate::Filter(id) => self.filter(*id, other, trace),
            Gate::Stateless { into, out } => {
                let first = self.filter(*into, other, trace);
                let mut back = Trace::default();
                let answers = returned(&self.filter(*out, other, &mut back));
                back.steps.retain(|s| s.effect != Effect::Allows);
                if !answers.denied.is_empty() {
                    trace.append(back);
                }
                first.and(&answers)
            }
            Gate::All(gates) => {
                let each = gates.iter().map(|g| self.decide(g, other, trace));
                each.reduce(|a, b| a.and(&b)).unwrap_or_else(|| Outcome::of(Tri::Yes))
            }
            Gate::Any(gates) => self.any(gates, other, trace),
            Gate::OneOf(gates, cause) => {
                let each = gates.iter().map(|g| self.decide(g, other, trace));
                let mixed = each.reduce(|a, b| a.mix(&b));
                if gates.len() > 1 {
                    trace.cause(cause.clone());
                }
                mixed.unwrap_or_else(|| Outcome::of(Tri::No))
            }
            Gate::Door { own, gate, ports } => {
                let mut before = Trace::default();
                let court = Court { own, ..*self };
                let state = court.decide(gate, other, &mut before).any(ports);
                before.steps.retain(|s| !s.ports.and(ports).is_empty());
                before.steps.iter_mut().for_each(|s| s.ports = PortSet::all());
                if state != Tri::Maybe {
                    before.causes.clear();
                }
                trace.append(before);
                Outcome::of(state)
            }
            Gate::By { party, gate } => self.decide(gate, Source::Party(party), trace),
        }
    }

    /// One is enough; those that add nothing to others before them are not told.
    fn any(&self, gates: &[Gate], other: Source<'_>, trace: &mut Trace) -> Outcome {
        let mut found: Option<Outcome> = None;
        for gate in gates {
            let mut own = Trace::default();
            let outcome = self.decide(gate, other, &mut own);
            let both = found.as_ref().map_or_else(|| outcome.clone(), |f| f.or(&outcome));
            let adds = found.as_ref() != Some(&both);
            if adds || both.allowed.is_empty() {
                trace.append(own);
            }
            found = Some(both);
        }
        found.unwrap_or_else(|| Outcome::of(Tri::No))
    }

    fn filter(&self, id: FilterId, other: Source<'_>, trace: &mut Trace) -> Outcome {
        match self.filters.get(id as usize) {
            Some(filter) => filter.decide(self.own, other, trace),
            None => Outcome::of(Tri::Maybe),
        }
    }

    /// The ranges that its filters name, and the sets of public addresses.
    pub(crate) fn peers(&self, gate: &Gate) -> (Vec<Range>, Vec<&str>) {
        let mut ids = vec![];
        gate.filters(&mut ids);
        ids.sort_unstable();
        ids.dedup();
        let filters: Vec<&Filter> =
            ids.iter().filter_map(|id| self.filters.get(*id as usize)).collect();
        let names = filters.iter().flat_map(|f| f.names()).collect();
        (filters.iter().flat_map(|f| f.ranges()).collect(), names)
    }
}

fn is(fact: &Fact, trace: &mut Trace) -> Outcome {
    let effect = match fact.state {
        Tri::Yes => Effect::Allows,
        Tri::Maybe => Effect::Unknown,
        Tri::No => Effect::Denies,
    };
    if fact.state == Tri::Maybe {
        trace.cause(fact.cause.clone());
    }
    trace.step(effect, &fact.what, fact.at, PortSet::all());
    Outcome::of(fact.state)
}

/// What of a connection's ports is answered, given what gets out: a protocol works if its clients' ports are open.
fn returned(answers: &Outcome) -> Outcome {
    let mut out = Outcome::default();
    for protocol in Protocol::ALL {
        let state = answers.any(&ephemeral(protocol));
        let of = Outcome::of(state);
        let own = PortSet::every(protocol);
        out.allowed = out.allowed.or(&of.allowed.and(&own));
        out.denied = out.denied.or(&of.denied.and(&own));
    }
    out
}
