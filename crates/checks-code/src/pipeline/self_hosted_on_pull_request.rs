//! Do pull requests run on own machines?

use ringfort_check::facts::pipeline::admits_no_forks;
use ringfort_check::model::pipeline::Job;
use ringfort_check::model::pipeline::Workflow;
use ringfort_check::{Check, Failure, Meta, Node, Scene, Severity, Verdict};

/// Do pull requests run on own machines? See the page beside this file.
pub struct SelfHostedOnPullRequest;

impl Check for SelfHostedOnPullRequest {
    const META: Meta = Meta::new(
        "code/self-hosted-on-pull-request",
        "Pull requests run on self-hosted runners",
        "code/delivery-pipeline-security",
        Severity::High,
    )
    .frameworks(&["CIS-GitHub-2.3.6"]);

    type On = Workflow;

    fn run(on: &Workflow, _: &Scene<'_>) -> Verdict {
        let events = ["pull_request", "pull_request_target"];
        if !events.iter().any(|e| on.is_triggered_by(e)) {
            return Verdict::NotApplicable;
        }
        on.jobs
            .iter()
            .filter(|j| !admits_no_forks(&j.root))
            .map(judge)
            .fold(Verdict::NotApplicable, Verdict::and)
    }
}

fn judge(job: &Job) -> Verdict {
    let Some(node) = job.root.at("runs-on").node() else { return Verdict::NotApplicable };
    let labels: Vec<&str> = match node.at("labels").node() {
        Some(labels) => labels.one_or_many().iter().filter_map(Node::as_str).collect(),
        None => node.one_or_many().iter().filter_map(Node::as_str).collect(),
    };
    if labels.contains(&"self-hosted") {
        let said = format!("job `{}` runs code of pull requests on a self-hosted runner", job.id);
        return Verdict::fail(Failure::new(node.span, said).key(&*job.id));
    }
    if node.get("group").is_some() || labels.iter().any(|l| l.contains("${{")) {
        return Verdict::unknown(
            node.span,
            "whether these runners are self-hosted is not written here",
        );
    }
    Verdict::pass(node.span, "the runner is not self-hosted")
}
