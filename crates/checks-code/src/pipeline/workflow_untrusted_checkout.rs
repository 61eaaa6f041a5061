//! Does a privileged workflow check out and run the code of a pull request?

use super::guard;
use ringfort_check::facts::pipeline::words;
use ringfort_check::model::pipeline::{Job, Step, Workflow};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Span, Verdict};

/// Does a privileged workflow check out and run the code of a pull request? See the page beside this file.
pub struct WorkflowUntrustedCheckout;

impl Check for WorkflowUntrustedCheckout {
    const META: Meta = Meta::new(
        "code/workflow-untrusted-checkout",
        "Privileged workflow runs the code of a pull request",
        "code/delivery-pipeline-security",
        Severity::Critical,
    )
    .gate()
    .frameworks(&["Scorecard-DangerousWorkflow", "MITRE-T1195.002", "MITRE-T1677"]);

    type On = Workflow;

    fn run(on: &Workflow, scene: &Scene<'_>) -> Verdict {
        let event = |e: &&&str| on.is_triggered_by(e);
        let Some(event) = PRIVILEGED.iter().find(event) else { return Verdict::NotApplicable };
        let failures = on.jobs.iter().filter_map(|job| in_job(job, event, scene)).collect();
        Verdict::of(failures, on.root.span, "no job runs the code of a pull request")
    }
}

/// Events that start a workflow with secrets although strangers cause them.
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

fn in_job(job: &Job, event: &str, scene: &Scene<'_>) -> Option<Failure> {
    if guard::admits_no_forks(&job.root) {
        return None;
    }
    let (at, fetched) =
        job.steps.iter().enumerate().find_map(|(i, s)| Some((i, fetches(s, scene)?)))?;
    let same = job.steps.get(at).and_then(|s| {
        s.commands.iter().find(|c| c.span.start > fetched.end && c.program() != "git")
    });
    let later = job.steps.iter().skip(at + 1).find(|s| runs(s));
    let later = later.map(|s| s.uses.as_ref().map_or(s.root.at("run").span(), |u| u.span));
    let user = same.map(|c| c.span).or(later)?;
    let said = format!(
        "`{event}` starts job `{}` with secrets, and it runs the code of the pull request",
        job.id
    );
    Some(Failure::new(fetched, said).key(&*job.id).related(user, "runs what was checked out"))
}

/// Where a step gets the code of the pull request from.
fn fetches(step: &Step, scene: &Scene<'_>) -> Option<Span> {
    if guard::admits_no_forks(&step.root) {
        return None;
    }
    if step.is("actions/checkout") {
        let inputs = ["ref", "repository"].into_iter().filter_map(|name| step.with(name).node());
        return inputs.map(|n| n.span).find(|span| names_head(*span, scene));
    }
    step.commands.iter().find(|c| by_command(&words(c), c.span, scene)).map(|c| c.span)
}

/// `gh pr checkout`, and git with the head's name or `refs/pull/`.
fn by_command(words: &[String], span: Span, scene: &Scene<'_>) -> bool {
    let word = |at: usize| words.get(at).map_or("", String::as_str);
    let pull = || words.iter().any(|w| w.contains("pull/")) || names_head(span, scene);
    match (word(0), word(1), word(2)) {
        ("gh", "pr", "checkout") => true,
        ("git", "fetch" | "pull" | "checkout" | "clone" | "switch", _) => pull(),
        _ => false,
    }
}

fn names_head(within: Span, scene: &Scene<'_>) -> bool {
    let text = scene.facts.sources.text(within);
    let expressions = ringfort_check::facts::pipeline::expressions(&scene.facts.sources, within);
    let head = |c: &String| HEADS.iter().any(|h| c.starts_with(h));
    expressions
        .iter()
        .flat_map(ringfort_check::facts::pipeline::Expression::contexts)
        .any(|c| head(&c))
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
