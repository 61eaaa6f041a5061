//! From source code to the containers that run it.

use ringfort_facts::Facts;
use ringfort_facts::code::taint::{Flow, SinkKind, SourceKind};
use ringfort_source::Span;

use crate::control::Control;
use crate::ground::Ground;
use crate::position::{ContainerId, Position};

/// The containers that run the code at `path`: those whose image is built by the nearest Dockerfile at or above it.
pub(super) fn containers_of(facts: &Facts, path: &str) -> Vec<ContainerId> {
    let folder = |p: &str| p.rsplit_once('/').map_or(String::new(), |(f, _)| format!("{f}/"));
    let files = facts.model.dockerfiles.iter().enumerate();
    let above = files.filter(|(_, d)| path.starts_with(&folder(&d.path)));
    let nearest = above.max_by_key(|(i, d)| (folder(&d.path).len(), std::cmp::Reverse(*i)));
    let Some((index, _)) = nearest else { return vec![] };
    facts.images.links_of(index).map(|l| (l.workload, l.container.1 as u16)).collect()
}

/// The flows of requests into one of `kinds` that nothing makes harmless.
pub(super) fn flaws<'a>(
    facts: &'a Facts,
    kinds: &'a [SinkKind],
) -> impl Iterator<Item = &'a Flow> + 'a {
    facts.code.flows.iter().filter(move |f| {
        kinds.contains(&f.kind) && f.sanitized.is_none() && f.source.kind == SourceKind::Request
    })
}

/// Does every route that a flow enters by ask who calls?
pub(super) fn asks_who(facts: &Facts, flow: &Flow) -> bool {
    let routes = facts.code.apps.iter().flat_map(|a| a.routes.iter().map(move |r| (a, r)));
    let mut own =
        routes.filter(|(_, r)| flow.entry.is_some() && r.function == flow.entry).peekable();
    own.peek().is_some() && own.all(|(app, route)| facts.asks_who_calls(Some(app), route))
}

/// Adds an instance for each flaw of `kinds` in a container that runs it: whoever reaches the container gains `head`.
pub(super) fn each_flaw(
    g: &mut Ground<'_>,
    kinds: &[SinkKind],
    control: &'static str,
    head: &dyn Fn(ContainerId, &Facts) -> Position,
) {
    let facts = g.facts;
    for flow in flaws(facts, kinds) {
        let path = facts.path(flow.sink).to_owned();
        let target = place(facts, flow.sink);
        for id in containers_of(facts, &path) {
            let step = g
                .step(head(id, facts))
                .from(Position::Net(id.0))
                .proof(flow.sink, "input arrives here")
                .proof(flow.source.span, "input comes in here")
                .unless(Control::missing_for(control, target.clone(), flow.sink))
                .detail(format!("{} reaches {}", flow.source.what, flow.callee));
            if asks_who(facts, flow) {
                step.from(Position::Account).add();
            } else {
                step.add();
            }
        }
    }
}

/// `file:line`.
pub(super) fn place(facts: &Facts, at: Span) -> String {
    let (line, _) = facts.sources.line_range(at);
    format!("{}:{line}", facts.path(at))
}
