//! GitHub Actions workflows.

use ringfort_model::Value;
use ringfort_model::pipeline::{Job, Step, Uses, Workflow};
use ringfort_source::{Entry, Node, Span};

/// The workflow in `root`.
pub fn lower(path: &str, root: Node) -> Workflow {
    let triggers = root.get("on").map_or_else(Vec::new, triggers);
    let jobs = root.at("jobs").node().map_or(&[][..], Node::entries).iter().map(job).collect();
    Workflow { path: path.into(), triggers, jobs, root }
}

/// `on` as a text, a list or a map.
fn triggers(on: &Node) -> Vec<(Box<str>, Span)> {
    if !on.entries().is_empty() {
        return on.entries().iter().map(|e| (e.key.clone(), e.key_span)).collect();
    }
    on.one_or_many().iter().filter_map(|n| Some((n.as_str()?.into(), n.span))).collect()
}

fn job(entry: &Entry) -> Job {
    let steps = entry.value.at("steps").list().iter().map(step).collect();
    Job { id: entry.key.clone(), head: entry.key_span, root: entry.value.clone(), steps }
}

fn step(node: &Node) -> Step {
    let run = node.get("run").map(|_| Value::text(node.at("run"), ""));
    Step { root: node.clone(), uses: node.at("uses").node().and_then(uses), run }
}

fn uses(node: &Node) -> Option<Uses> {
    let text = node.as_str()?;
    let (action, reference) = text.split_once('@').unwrap_or((text, ""));
    Some(Uses { action: action.into(), reference: reference.into(), span: node.span })
}
