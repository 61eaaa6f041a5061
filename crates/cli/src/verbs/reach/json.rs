//! The answer for programs. Connections are between classes of workloads that no policy tells apart, by their
//! place in `sources` and `destinations`; with `--from` and `--to` between the workloads that were asked for.

use ringfort_facts::kube::Direction;
use ringfort_reach::{Decision, Enforcement, PortSet};
use ringfort_source::Span;
use serde::Serialize;

use super::cloud;
use super::ends::End;
use super::view::View;
use crate::exit::{Exit, Refusal};
use crate::verbs;

#[derive(Serialize)]
struct Cluster<'v> {
    #[serde(rename = "cluster")]
    name: Option<&'v str>,
    enforcement: Enforced<'v>,
    sources: Vec<Vec<String>>,
    destinations: Vec<Vec<String>>,
    connections: Vec<Connection<'v>>,
    doors: Vec<Way<'v>>,
    notices: Vec<Notice<'v>>,
}

#[derive(Serialize)]
struct Enforced<'v> {
    state: &'static str,
    plugins: Vec<Plugin<'v>>,
}

#[derive(Serialize)]
struct Plugin<'v> {
    name: &'static str,
    resource: &'v str,
    location: Location<'v>,
    enforces: bool,
}

#[derive(Serialize)]
struct Location<'v> {
    file: &'v str,
    line: u32,
}

#[derive(Serialize)]
struct Connection<'v> {
    from: Party,
    to: Party,
    #[serde(flatten)]
    answer: Answer<'v>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
enum Party {
    Class(usize),
    Workload(String),
    Addresses(Vec<String>),
    Place(String),
}

#[derive(Serialize)]
struct Answer<'v> {
    allowed: Vec<Ports>,
    unknown: Vec<Ports>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    causes: &'v [Box<str>],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    deciding: Vec<Deciding<'v>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    notes: &'v [Box<str>],
}

#[derive(Serialize)]
struct Ports {
    protocol: &'static str,
    first: u16,
    last: u16,
}

#[derive(Serialize)]
struct Deciding<'v> {
    direction: &'static str,
    effect: &'static str,
    policy: &'v str,
    location: Location<'v>,
    ports: String,
    certain: bool,
}

#[derive(Serialize)]
struct Way<'v> {
    kind: &'static str,
    internal: bool,
    via: &'v str,
    location: Location<'v>,
    to: String,
    #[serde(flatten)]
    answer: Answer<'v>,
}

#[derive(Serialize)]
struct Notice<'v> {
    message: &'v str,
    location: Location<'v>,
}

/// A cluster, or the cloud: which one says the first key.
#[derive(Serialize)]
#[serde(untagged)]
enum Part<'v> {
    Cluster(Box<Cluster<'v>>),
    Cloud { cloud: cloud::Cloud },
}

pub(super) fn write(views: &[View<'_>], cloud: Option<&cloud::View<'_>>) -> Result<Exit, Refusal> {
    let rows: Vec<_> =
        views.iter().map(|view| (view, view.rows(usize::MAX), view.doors(usize::MAX))).collect();
    let clusters = rows.iter().map(|(view, rows, doors)| {
        Part::Cluster(Box::new(Cluster {
            name: view.cluster(),
            enforcement: enforced(view),
            sources: classes(view, view.reach.sources()),
            destinations: classes(view, view.reach.destinations()),
            connections: rows
                .iter()
                .map(|row| Connection {
                    from: party(view, &row.from),
                    to: party(view, &row.to),
                    answer: answer(view, &row.decision),
                })
                .collect(),
            doors: doors
                .iter()
                .map(|(door, decision)| Way {
                    kind: door.kind.name(),
                    internal: door.internal,
                    via: view.resource(door.via),
                    location: location(view, door.at),
                    to: End::Endpoint(door.to).name(&view.reach),
                    answer: answer(view, decision),
                })
                .collect(),
            notices: view
                .reach
                .remarks()
                .iter()
                .map(|r| Notice { message: &r.message, location: location(view, r.at) })
                .collect(),
        }))
    });
    let cloud = cloud.map(|view| Part::Cloud { cloud: cloud::told(view) });
    verbs::json(&clusters.chain(cloud).collect::<Vec<_>>())
}

fn location<'v>(view: &View<'v>, at: Span) -> Location<'v> {
    let (line, _) = view.read.facts.sources.line_range(at);
    Location { file: view.read.facts.path(at), line }
}

fn enforced<'v>(view: &'v View<'_>) -> Enforced<'v> {
    let (state, found) = match view.reach.enforced() {
        Enforcement::Enforced(found) => ("enforced", found.as_slice()),
        Enforcement::Ignored(found) => ("ignored", found.as_slice()),
        Enforcement::Unknown => ("unknown", &[][..]),
    };
    let plugin = |p: &'v ringfort_reach::Plugin| Plugin {
        name: p.name,
        resource: &p.resource,
        location: location(view, p.at),
        enforces: p.enforces == Some(true),
    };
    Enforced { state, plugins: found.iter().map(plugin).collect() }
}

fn classes(view: &View<'_>, classes: &[ringfort_reach::Class]) -> Vec<Vec<String>> {
    let names = |class: &ringfort_reach::Class| {
        class.endpoints.iter().map(|id| End::Endpoint(*id).name(&view.reach)).collect()
    };
    classes.iter().map(names).collect()
}

fn party(view: &View<'_>, end: &End) -> Party {
    match end {
        End::Sources(n) | End::Destinations(n) => Party::Class(*n),
        End::Endpoint(_) => Party::Workload(end.name(&view.reach)),
        End::Outside(ranges) => Party::Addresses(ranges.iter().map(ToString::to_string).collect()),
        End::Other(_) => Party::Place(end.name(&view.reach)),
    }
}

fn answer<'v>(view: &'v View<'_>, decision: &'v Decision) -> Answer<'v> {
    let deciding = decision.deciding.iter().map(|d| Deciding {
        direction: match d.direction {
            Direction::Egress => "egress",
            Direction::Ingress => "ingress",
        },
        effect: d.effect.name(),
        policy: view.resource(d.policy),
        location: location(view, d.at),
        ports: d.ports.to_string(),
        certain: d.certain,
    });
    Answer {
        allowed: ports(&decision.ports),
        unknown: ports(&decision.unknown),
        causes: decision.certainty.causes(),
        deciding: deciding.collect(),
        notes: &decision.notes,
    }
}

fn ports(set: &PortSet) -> Vec<Ports> {
    let range = |(protocol, first, last): (ringfort_reach::Protocol, u16, u16)| Ports {
        protocol: protocol.name(),
        first,
        last,
    };
    set.ranges().map(range).collect()
}
