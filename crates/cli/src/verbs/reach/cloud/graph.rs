//! The answer as a graph: the internet, balancers, and what is behind them.

use ringfort_reach::cloud::Exposure;

use super::super::graph::Graph;
use super::{View, from_words, ports};

/// What is exposed, and the connections inside of the estate.
pub(in crate::verbs::reach) fn of_cloud(view: &View<'_>) -> Graph {
    let mut graph = Graph::new("cloud");
    for exposure in view.exposures() {
        let (from, to) = (before(view, &exposure), view.name(exposure.to));
        graph.edge(from, to, ports(&exposure.answer), exposure.answer.unknown.is_empty());
    }
    for row in view.rows() {
        let (from, to) = (view.class(&row.from), view.class(&row.to));
        graph.edge(from, to, ports(&row.answer), row.answer.unknown.is_empty());
    }
    graph
}

/// What the last hop comes from: the balancer before it, or the internet.
fn before(view: &View<'_>, exposure: &Exposure) -> String {
    let balancer = exposure.through.iter().find_map(|through| {
        let address = through.split(" port ").next()?;
        view.estate.named(address).first().copied()
    });
    match balancer {
        Some(id) => view.name(id),
        None => match from_words(&exposure.from).as_str() {
            "anywhere" => "the internet".into(),
            other => other.to_owned(),
        },
    }
}
