//! The answer as a graph.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use ringfort_report::one_line;

use super::table::ports;
use super::view::View;

/// Nodes by name with a number, and edges with their label.
struct Graph {
    nodes: BTreeMap<String, usize>,
    edges: Vec<(usize, usize, String, bool)>,
}

fn graph(view: &View<'_>) -> Graph {
    let mut graph = Graph { nodes: BTreeMap::new(), edges: vec![] };
    for row in view.rows(usize::MAX).iter().filter(|row| row.decision.is_possible()) {
        let from = graph.node(row.from.name(&view.reach));
        let to = graph.node(row.to.name(&view.reach));
        let sure = row.decision.unknown.is_empty();
        graph.edges.push((from, to, ports(&row.decision), sure));
    }
    graph
}

impl Graph {
    fn node(&mut self, name: String) -> usize {
        let next = self.nodes.len();
        *self.nodes.entry(name).or_insert(next)
    }
}

/// A name inside quotes.
fn quoted(text: &str) -> String {
    one_line(text).replace('\\', "/").replace('"', "'")
}

/// For Graphviz.
pub(super) fn dot(view: &View<'_>) -> String {
    let graph = graph(view);
    let mut out = String::from("digraph reach {\n  rankdir=LR;\n  node [shape=box];\n");
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
pub(super) fn mermaid(view: &View<'_>) -> String {
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
