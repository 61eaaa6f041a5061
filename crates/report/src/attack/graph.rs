//! The ways as a graph: positions are nodes, hops are edges, each once.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use ringfort_vocab::attack::{Attack, AttackStep, Certainty, Profile};

use super::groups::goal_name;

/// An edge: from, to, technique, and whether some way over it is certain.
type Edge = (String, String, String, bool);

fn edges(attack: &Attack) -> Vec<Edge> {
    let mut seen: BTreeSet<Edge> = BTreeSet::new();
    for path in &attack.paths {
        let certain = path.certainty == Certainty::Certain;
        let mut held = vec![called(&attack.entries, &path.entry)];
        for step in &path.steps {
            for from in sources(step, &held) {
                seen.insert((from, step.to.clone(), step.technique.clone(), certain));
            }
            held.push(step.to.clone());
        }
        let last = held.pop().unwrap_or_default();
        seen.insert((last, called(&attack.goals, &path.goal), String::new(), certain));
    }
    let both = seen.iter().filter(|(f, t, k, certain)| {
        *certain || !seen.contains(&(f.clone(), t.clone(), k.clone(), true))
    });
    both.cloned().collect()
}

/// `G1 cluster-admin`.
fn called(profiles: &[Profile], id: &str) -> String {
    format!("{id} {}", goal_name(profiles, id))
}

/// Those of `held` that the hop needs, by its own words; else the last one, as steps that only name things are not told.
fn sources(step: &AttackStep, held: &[String]) -> Vec<String> {
    let parts = || step.from.split(" and ");
    let needed = held.iter().filter(|h| step.from == **h || parts().any(|p| p == **h));
    let mut all: Vec<String> = needed.cloned().collect();
    if all.is_empty() {
        all.extend(held.last().cloned());
    }
    all
}

/// For Mermaid.
pub(super) fn mermaid(attack: &Attack) -> String {
    let edges = edges(attack);
    let ids = ids(&edges);
    let mut out = "flowchart LR\n".to_owned();
    for (i, name) in ids.iter().enumerate() {
        let _ = writeln!(out, "  n{i}[\"{}\"]", name.replace('"', "#quot;").replace('\n', " "));
    }
    for (from, to, technique, certain) in &edges {
        let arrow = if *certain { "-->" } else { "-.->" };
        let label = if technique.is_empty() { String::new() } else { format!("|{technique}|") };
        let _ = writeln!(out, "  n{} {arrow}{label} n{}", number(&ids, from), number(&ids, to));
    }
    out
}

/// For Graphviz.
pub(super) fn dot(attack: &Attack) -> String {
    let edges = edges(attack);
    let ids = ids(&edges);
    let mut out = "digraph attack {\n  rankdir=LR;\n  node [shape=box];\n".to_owned();
    for (i, name) in ids.iter().enumerate() {
        let safe = name.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', " ");
        let _ = writeln!(out, "  n{i} [label=\"{safe}\"];");
    }
    for (from, to, technique, certain) in &edges {
        let style = if *certain { "solid" } else { "dashed" };
        let (from, to) = (number(&ids, from), number(&ids, to));
        let _ = writeln!(out, "  n{from} -> n{to} [label=\"{technique}\", style={style}];");
    }
    out.push_str("}\n");
    out
}

fn ids(edges: &[Edge]) -> Vec<String> {
    let names: BTreeSet<&String> = edges.iter().flat_map(|(f, t, ..)| [f, t]).collect();
    names.into_iter().cloned().collect()
}

fn number(ids: &[String], name: &str) -> usize {
    ids.binary_search_by(|n| n.as_str().cmp(name)).unwrap_or(0)
}
