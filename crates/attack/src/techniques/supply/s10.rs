//! S10: a job on a runner of the cluster that holds its node.

use ringfort_facts::kube::admission::Refuses;
use ringfort_model::pipeline::{Job, Workflow};
use ringfort_source::{Node, Span};
use ringfort_vocab::Layer;

use super::runners::{Runner, runners};
use crate::control::Control;
use crate::ground::Ground;
use crate::position::{Pool, Position};
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "S10",
    title: "Runner to node",
    layer: Layer::Cluster,
    attack: &["T1611"],
    sentence: "A job on {detail} holds the node that it runs on: the attacker {gain}",
    page: include_str!("s10.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    for runner in runners(g.facts) {
        let mut used = false;
        for workflow in &g.facts.model.workflows {
            for (job, at) in workflow.jobs.iter().filter_map(|j| Some((j, runs_on(j, &runner)?))) {
                used = true;
                let own = Position::Job(workflow.path.clone(), job.id.clone());
                step(g, &runner, own, Some(at), "");
                by_outsiders(g, &runner, workflow, at);
            }
        }
        if !used {
            let doubt = "whether jobs of this repository run on it";
            step(g, &runner, Position::Push("the repository".into()), None, doubt);
        }
    }
}

/// A pull request runs its own code in jobs of the event `pull_request`: without secrets, and on the runner all the
/// same.
fn by_outsiders(g: &mut Ground<'_>, runner: &Runner, workflow: &Workflow, at: Span) {
    if workflow.is_triggered_by("pull_request") {
        let doubt =
            "whether outsiders may open pull requests, and whether somebody approves the run first";
        step(g, runner, Position::PullRequest, Some(at), doubt);
    }
}

fn step(g: &mut Ground<'_>, runner: &Runner, from: Position, job: Option<Span>, doubt: &str) {
    let controls = g.controls;
    let admission = runner.namespace.as_deref().map(|ns| controls.pod_security_in(ns));
    let field = if runner.control.ends_with("privileged-mode") {
        Refuses::Privileged
    } else {
        Refuses::HostPath
    };
    let policies = runner.namespace.as_deref().and_then(|ns| controls.policies_in(ns, &[field]));
    let mut step = g
        .step(Position::Node(Pool::Worker))
        .from(from)
        .proof(runner.at, runner.note)
        .unless_any(admission)
        .unless_any(policies)
        .unless(Control::missing_for(runner.control, runner.name.clone(), runner.at))
        .detail(format!("{} ({})", runner.name, runner.note))
        .doubt(doubt);
    if let Some(at) = job {
        step = step.proof(at, "the job asks for it");
    }
    step.add();
}

/// Where the job asks for the runner: by `self-hosted`, or by one of its labels.
fn runs_on(job: &Job, runner: &Runner) -> Option<Span> {
    let node = job.root.at("runs-on").node().filter(|_| runner.is_github)?;
    let labels = node.get("labels").unwrap_or(node);
    let mut texts = labels.one_or_many().iter();
    let asks = |n: &&Node| {
        let text = n.as_str().unwrap_or("");
        text == "self-hosted" || runner.labels.iter().any(|l| **l == *text)
    };
    texts.find(asks).map(|n| n.span)
}
