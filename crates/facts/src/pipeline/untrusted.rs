//! Workflows that run what outsiders wrote, with the rights of the repository.

use ringfort_model::pipeline::{Job, Step, Workflow};
use ringfort_source::{Node, SourceMap, Span};

use super::{Expression, expressions, words};

/// Events that start a workflow with secrets although strangers cause them (GitHub documentation, "Events
/// that trigger workflows").
const PRIVILEGED: [&str; 4] =
    ["pull_request_target", "workflow_run", "issue_comment", "pull_request_review_comment"];

/// Contexts that name the code of the pull request.
const HEADS: [&str; 10] = [
    "github.event.pull_request.head.",
    "github.head_ref",
    "github.event.workflow_run.head_sha",
    "github.event.workflow_run.head_branch",
    "github.event.workflow_run.head_commit.id",
    "github.event.workflow_run.head_repository.",
    "github.event.workflow_run.pull_requests.",
    "github.event.pull_request.merge_commit_sha",
    "github.event.issue.number",
    "github.event.number",
];

/// The code of a pull request that a job runs.
#[derive(Clone, Copy, Debug)]
pub struct Untrusted {
    /// The event that starts the job with secrets.
    pub event: &'static str,
    /// Where the code is fetched.
    pub fetched: Span,
    /// Where it is run.
    pub run: Span,
}

/// The first privileged event that starts `workflow`, if one does.
pub fn privileged_event(workflow: &Workflow) -> Option<&'static str> {
    PRIVILEGED.into_iter().find(|event| workflow.is_triggered_by(event))
}

/// Does `job`, which `event` starts, fetch the code of a pull request and run it?
pub fn untrusted(job: &Job, event: &'static str, sources: &SourceMap) -> Option<Untrusted> {
    if admits_no_forks(&job.root) {
        return None;
    }
    let (at, fetched) =
        job.steps.iter().enumerate().find_map(|(i, s)| Some((i, fetches(s, sources)?)))?;
    let same = job.steps.get(at).and_then(|s| {
        s.commands.iter().find(|c| c.span.start > fetched.end && c.program() != "git")
    });
    let later = job.steps.iter().skip(at + 1).find(|s| runs(s));
    let later = later.map(|s| s.uses.as_ref().map_or(s.root.at("run").span(), |u| u.span));
    let run = same.map(|c| c.span).or(later)?;
    Some(Untrusted { event, fetched, run })
}

/// Where a step gets the code of the pull request from.
fn fetches(step: &Step, sources: &SourceMap) -> Option<Span> {
    if admits_no_forks(&step.root) {
        return None;
    }
    if step.is("actions/checkout") {
        let inputs = ["ref", "repository"].into_iter().filter_map(|name| step.with(name).node());
        return inputs.map(|n| n.span).find(|span| names_head(*span, sources));
    }
    step.commands.iter().find(|c| by_command(&words(c), c.span, sources)).map(|c| c.span)
}

/// `gh pr checkout`, and git with the head's name or `refs/pull/`.
fn by_command(words: &[String], span: Span, sources: &SourceMap) -> bool {
    let word = |at: usize| words.get(at).map_or("", String::as_str);
    let pull = || words.iter().any(|w| w.contains("pull/")) || names_head(span, sources);
    match (word(0), word(1), word(2)) {
        ("gh", "pr", "checkout") => true,
        ("git", "fetch" | "pull" | "checkout" | "clone" | "switch", _) => pull(),
        _ => false,
    }
}

fn names_head(within: Span, sources: &SourceMap) -> bool {
    let text = sources.text(within);
    let expressions = expressions(sources, within);
    let head = |c: &String| HEADS.iter().any(|h| c.starts_with(h));
    expressions.iter().flat_map(Expression::contexts).any(|c| head(&c))
        || text.contains("refs/pull/")
}

/// Does the step execute files of the workspace? Actions of GitHub's own that only read it do not.
fn runs(step: &Step) -> bool {
    const READERS: [&str; 6] = [
        "actions/labeler",
        "actions/upload-artifact",
        "actions/download-artifact",
        "actions/github-script",
        "actions/checkout",
        "actions/cache",
    ];
    match &step.uses {
        Some(uses) => !READERS.contains(&&*uses.action),
        None => step.run.is_some(),
    }
}

/// Does the `if` of this job or step admit branches of the same repository only?
pub fn admits_no_forks(node: &Node) -> bool {
    let Some(condition) = node.at("if").str() else { return false };
    // With `||` the comparison may not be what decides.
    let text: String = condition.to_lowercase().split_whitespace().collect();
    let same = [
        "head.repo.full_name==github.repository",
        "github.repository==github.event.pull_request.head.repo.full_name",
        "head_repository.full_name==github.repository",
        "head.repo.fork==false",
        "!github.event.pull_request.head.repo.fork",
        "github.event_name=='push'",
        "github.event_name=='schedule'",
        "github.event_name!='pull_request'",
    ];
    !text.contains("||") && same.iter().any(|s| text.contains(s))
}
