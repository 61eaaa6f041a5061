//! Workflows that look at changes.

use ringfort_check::Span;
use ringfort_check::model::pipeline::Workflow;

/// Does a push or a pull request start it?
pub(crate) fn starts(workflow: &Workflow) -> bool {
    const EVENTS: [&str; 4] = ["pull_request", "push", "merge_group", "pull_request_target"];
    EVENTS.iter().any(|e| workflow.is_triggered_by(e))
}

/// Where a job would be added.
pub(crate) fn place(workflow: &Workflow) -> Span {
    workflow.root.entry("jobs").map_or(Span::file(workflow.root.span.source), |e| e.key_span)
}
