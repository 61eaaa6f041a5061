//! S01: a privileged event checks out and runs the code of a pull request, or a script expands text that outsiders write.

use ringfort_facts::Facts;
use ringfort_facts::pipeline::{Trust, expressions, privileged_event, trust, untrusted};
use ringfort_model::pipeline::Job;
use ringfort_source::Span;
use ringfort_vocab::Layer;

use super::gitlab;
use crate::control::Control;
use crate::ground::Ground;
use crate::position::Position;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "S01",
    title: "Pull request to CI job",
    layer: Layer::Code,
    attack: &["T1195.002"],
    sentence: "The workflow runs what outsiders write, with the rights of the repository ({detail}): the attacker {gain}",
    page: include_str!("s01.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let facts = g.facts;
    for workflow in &facts.model.workflows {
        for job in &workflow.jobs {
            let run = privileged_event(workflow)
                .and_then(|event| untrusted(job, event, &facts.sources))
                .map(|u| (u.fetched, format!("{} checks it out", u.event)));
            let Some((at, detail)) = run.or_else(|| expanded(facts, job)) else { continue };
            let target = format!("{} {}", workflow.path, job.id);
            g.step(Position::Job(workflow.path.clone(), job.id.clone()))
                .from(Position::PullRequest)
                .proof(at, "outsiders decide what runs")
                .unless(Control::missing_for("code/delivery-pipeline-security", target, at))
                .detail(detail)
                .add();
        }
    }
    by_merge_request(g);
}

/// GitLab runs the merge requests of forks in the fork, without secrets; a member may start the pipeline in the project
/// itself (documentation, "Merge request pipelines": "Run pipelines in the parent project").
fn by_merge_request(g: &mut Ground<'_>) {
    let facts = g.facts;
    for job in gitlab::jobs(facts) {
        let Some(at) = job.merge_requests else { continue };
        let target = format!("{} {}", job.path, job.name);
        g.step(Position::Job(job.path.into(), job.name.into()))
            .from(Position::PullRequest)
            .proof(at, "merge requests start it")
            .unless(Control::missing_for("code/delivery-pipeline-security", target, at))
            .detail("merge requests start it")
            .doubt("whether a member runs the pipeline of a fork's merge request in the project itself")
            .cost(4)
            .add();
    }
}

/// A script that expands text anybody can write.
fn expanded(facts: &Facts, job: &Job) -> Option<(Span, String)> {
    let scripts = job.steps.iter().filter_map(|s| s.root.at("run").node());
    scripts.flat_map(|n| expressions(&facts.sources, n.span)).find_map(|expression| {
        let open = expression.contexts().into_iter().find(|c| trust(c) == Some(Trust::Anyone))?;
        Some((expression.span, format!("its script expands {open}")))
    })
}
