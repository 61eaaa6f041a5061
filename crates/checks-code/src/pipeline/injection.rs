//! Expressions that a script expands before its interpreter reads it.

use ringfort_check::facts::pipeline::{Expression, Trust, expressions, trust};
use ringfort_check::model::pipeline::{Job, Step, Workflow};
use ringfort_check::{Failure, Node, Scene, Span, Verdict};

/// Types of input that hold no free text.
const CLOSED: [&str; 4] = ["boolean", "number", "choice", "environment"];

/// Fails where a script of `workflow` expands text that people of `whom` choose.
pub(super) fn verdict(workflow: &Workflow, scene: &Scene<'_>, whom: Trust) -> Verdict {
    let scripts: Vec<(&Job, &Step, Span)> =
        workflow.steps().filter_map(|(j, s)| Some((j, s, script(s)?))).collect();
    if scripts.is_empty() {
        return Verdict::NotApplicable;
    }
    let mut failures = Vec::new();
    for (job, step, span) in scripts {
        let places = [&step.root, &job.root, &workflow.root];
        for expression in expressions(&scene.facts.sources, span) {
            let mut contexts = contexts(&expression, &places, scene);
            contexts.retain(|c| trust(c) == Some(whom) && !is_closed(c, workflow));
            if let Some(context) = contexts.first() {
                failures.push(
                    failure(&expression, context, whom).key(format!("{}: {context}", job.id)),
                );
            }
        }
    }
    Verdict::of(failures, workflow.root.span, "no script expands text of others")
}

fn failure(expression: &Expression<'_>, context: &str, whom: Trust) -> Failure {
    let who = match whom {
        Trust::Anyone => "anybody",
        Trust::Collaborator => "any collaborator",
    };
    let said = format!("the script expands `{context}`, whose text {who} can choose");
    Failure::new(expression.span, said)
}

/// The text that an interpreter reads.
fn script(step: &Step) -> Option<Span> {
    if step.is("actions/github-script") {
        return step.with("script").node().map(|n| n.span);
    }
    step.root.at("run").node().map(|n| n.span)
}

/// The contexts of an expression; `env.X` stands for what the variable is set to.
fn contexts(expression: &Expression<'_>, places: &[&Node], scene: &Scene<'_>) -> Vec<String> {
    let mut out = Vec::new();
    for context in expression.contexts() {
        let Some(name) = context.strip_prefix("env.") else {
            out.push(context);
            continue;
        };
        let set = |node: &&Node| {
            let entries = node.at("env").node()?.entries();
            entries.iter().find(|e| e.key.eq_ignore_ascii_case(name)).map(|e| e.value.span)
        };
        if let Some(span) = places.iter().find_map(set) {
            out.extend(
                expressions(&scene.facts.sources, span).iter().flat_map(Expression::contexts),
            );
        }
    }
    out
}

/// Is it an input whose type leaves no choice of text?
fn is_closed(context: &str, workflow: &Workflow) -> bool {
    let name = context.strip_prefix("github.event.").unwrap_or(context);
    let Some(name) = name.strip_prefix("inputs.") else { return false };
    ["workflow_dispatch", "workflow_call"].iter().any(|event| {
        let inputs = workflow.root.at_keys(&["on", event, "inputs"]).node();
        let entries = inputs.map_or(&[][..], Node::entries);
        let input = entries.iter().find(|e| e.key.eq_ignore_ascii_case(name));
        input.and_then(|e| e.value.at("type").str()).is_some_and(|t| CLOSED.contains(&t))
    })
}
