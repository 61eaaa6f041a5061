//! The answer as a graph: nodes by name, edges with the ports that pass. Those that are not certain are dashed.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use ringfort_report::one_line;

use super::table::ports;
use super::view::View;

/// What is drawn.
pub(super) struct Graph {
    name: &'static str,
    nodes: BTreeMap<String, usize>,
    edges: Vec<Edge>,
}

#[derive(PartialEq)]
struct Edge {
    from: usize,
    to: usize,
    label: String,
    sure: bool,
}

impl Graph {
    /// An empty graph of this name.
    pub(super) fn new(name: &'static str) -> Self {
        Self { name, nodes: BTreeMap::new(), edges: vec![] }
    }

    /// Adds an edge between two nodes, unless the graph has it.
    pub(super) fn edge(&mut self, from: String, to: String, label: String, sure: bool) {
        let (from, to) = (self.node(from), self.node(to));
        let edge = Edge { from, to, label, sure };
        if !self.edges.contains(&edge) {
            self.edges.push(edge);
        }
    }

    fn node(&mut self, name: String) -> usize {
        let next = self.nodes.len();
        *self.nodes.entry(name).or_insert(next)
    }

    /// For Graphviz.
    pub(super) fn dot(&self) -> String {
        let mut out = format!("digraph {} {{\n  rankdir=LR;\n  node [shape=box];\n", self.name);
        for (name, n) in &self.nodes {
            let _ = writeln!(out, "  n{n} [label=\"{}\"];", quoted(name));
        }
        for Edge { from, to, label, sure } in &self.edges {
            let style = if *sure { "" } else { ", style=dashed" };
            let _ = writeln!(out, "  n{from} -> n{to} [label=\"{}\"{style}];", quoted(label));
        }
        out + "}\n"
    }

    /// For Markdown.
    pub(super) fn mermaid(&self) -> String {
        let mut out = String::from("flowchart LR\n");
        for (name, n) in &self.nodes {
            let _ = writeln!(out, "  n{n}[\"{}\"]", quoted(name));
        }
        for Edge { from, to, label, sure } in &self.edges {
            let arrow = if *sure { "-->" } else { "-.->" };
            let _ = writeln!(out, "  n{from} {arrow}|\"{}\"| n{to}", quoted(label));
        }
        out
    }
}

/// A name inside quotes.
fn quoted(text: &str) -> String {
    one_line(text).replace('\\', "/").replace('"', "'")
}

/// The connections of a cluster.
pub(super) fn of_cluster(view: &View<'_>) -> Graph {
    let mut graph = Graph::new("reach");
    for row in view.rows(usize::MAX).iter().filter(|row| row.decision.is_possible()) {
        let (from, to) = (row.from.name(&view.reach), row.to.name(&view.reach));
        graph.edge(from, to, ports(&row.decision), row.decision.unknown.is_empty());
    }
    graph
}
