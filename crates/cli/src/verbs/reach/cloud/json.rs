//! The answer for programs.

use ringfort_reach::cloud::{Answer, EndpointId};
use ringfort_reach::{PortSet, Protocol};
use ringfort_source::Span;
use serde::Serialize;

use super::{View, from_words};

/// What is said of an estate.
#[derive(Serialize)]
pub(in crate::verbs::reach) struct Cloud {
    /// What there is.
    endpoints: Vec<Endpoint>,
    /// What the internet reaches of it.
    exposures: Vec<Exposure>,
    /// What reaches what inside, of what was asked for.
    connections: Vec<Connection>,
}

#[derive(Serialize)]
struct Endpoint {
    address: String,
    kind: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Exposure {
    to: String,
    from: String,
    through: Vec<Box<str>>,
    #[serde(flatten)]
    answer: Told,
}

#[derive(Serialize)]
struct Connection {
    from: Vec<String>,
    to: Vec<String>,
    #[serde(flatten)]
    answer: Told,
}

#[derive(Serialize)]
struct Told {
    allowed: Vec<Ports>,
    unknown: Vec<Ports>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    causes: Vec<Box<str>>,
    deciding: Vec<Step>,
}

#[derive(Serialize)]
struct Step {
    effect: &'static str,
    what: Box<str>,
    location: Location,
    ports: String,
}

#[derive(Serialize)]
struct Ports {
    protocol: &'static str,
    first: u16,
    last: u16,
}

#[derive(Serialize)]
struct Location {
    file: String,
    line: u32,
}

/// What `view` says.
pub(in crate::verbs::reach) fn told(view: &View<'_>) -> Cloud {
    let names = |ids: &[EndpointId]| ids.iter().map(|id| view.name(*id)).collect();
    let endpoints = view.estate.endpoints().iter().map(|e| Endpoint {
        address: view.name(e.id),
        kind: e.sort.name(),
        location: location(view, e.at),
    });
    let exposures = view.exposures().into_iter().map(|e| Exposure {
        to: view.name(e.to),
        from: from_words(&e.from),
        through: e.through.clone(),
        answer: answer(view, &e.answer),
    });
    let connections = view.rows().into_iter().map(|row| Connection {
        from: names(&row.from),
        to: names(&row.to),
        answer: answer(view, &row.answer),
    });
    Cloud {
        endpoints: endpoints.collect(),
        exposures: exposures.collect(),
        connections: connections.collect(),
    }
}

fn answer(view: &View<'_>, answer: &Answer) -> Told {
    let step = |s: &ringfort_reach::cloud::Step| Step {
        effect: s.effect.name(),
        what: s.what.clone(),
        location: location(view, s.at),
        ports: s.ports.to_string(),
    };
    Told {
        allowed: ports(&answer.ports),
        unknown: ports(&answer.unknown),
        causes: answer.causes.clone(),
        deciding: answer.deciding().map(step).collect(),
    }
}

fn location(view: &View<'_>, at: Span) -> Location {
    let (line, _) = view.read.facts.sources.line_range(at);
    Location { file: view.read.facts.path(at).to_owned(), line }
}

fn ports(set: &PortSet) -> Vec<Ports> {
    let range = |(protocol, first, last): (Protocol, u16, u16)| Ports {
        protocol: protocol.name(),
        first,
        last,
    };
    set.ranges().map(range).collect()
}
