//! The answer as a graph: the internet, balancers, and what is behind them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use ringfort_reach::cloud::Exposure;
use ringfort_report::one_line;

use super::{View, from_words, ports};

struct Graph {
    nodes: BTreeMap<String, usize>,
    edges: Vec<(usize, usize, String, bool)>,
}

impl Graph {
    fn node(&mut self, name: String) -> usize {
        let next = self.nodes.len();
        *self.nodes.entry(name).or_insert(next)
    }
}

fn graph(view: &View<'_>) -> Graph {
    let mut graph = Graph { nodes: BTreeMap::new(), edges: vec![] };
    for exposure in view.exposures() {
        let from = graph.node(before(view, &exposure));
        let to = graph.node(view.name(exposure.to));
        let sure = exposure.answer.unknown.is_empty();
        let edge = (from, to, ports(&exposure.answer), sure);
        if !graph.edges.contains(&edge) {
            graph.edges.push(edge);
        }
    }
    for row in view.rows() {
        let (from, to) = (graph.node(view.class(&row.from)), graph.node(view.class(&row.to)));
        let sure = row.answer.unknown.is_empty();
        graph.edges.push((from, to, ports(&row.answer), sure));
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

/// A name inside quotes.
fn quoted(text: &str) -> String {
    one_line(text).replace('\\', "/").replace('"', "'")
}

/// For Graphviz.
pub(in crate::verbs::reach) fn dot(view: &View<'_>) -> String {
    let graph = graph(view);
    let mut out = String::from("digraph cloud {\n  rankdir=LR;\n  node [shape=box];\n");
    for (name, n) in &graph.nodes {
        let _ = writeln!(out, "  n{n} [label=\"{}\"];", quoted(name));
    }
    for (from, to, label, sure) in &graph.edges {
        let style = if *sure { "" } else { ", style=dashed" };
        let _ = writeln!(out, "  n{from} -> n{to} [label=\"{}\"{style}];", quoted(label));
    }
    out + "}\n"
}

/// For Markdown.
pub(in crate::verbs::reach) fn mermaid(view: &View<'_>) -> String {
    let graph = graph(view);
    let mut out = String::from("flowchart LR\n");
    for (name, n) in &graph.nodes {
        let _ = writeln!(out, "  n{n}[\"{}\"]", quoted(name));
    }
    for (from, to, label, sure) in &graph.edges {
        let arrow = if *sure { "-->" } else { "-.->" };
        let _ = writeln!(out, "  n{from} {arrow}|\"{}\"| n{to}", quoted(label));
    }
    out
}
