//! S05: the token of a job may write to the repository, or the job pushes images.

use ringfort_facts::pipeline::ActivityKind;
use ringfort_model::pipeline::{Job, Workflow};
use ringfort_source::Span;
use ringfort_vocab::Layer;

use super::gitlab;
use crate::ground::Ground;
use crate::position::Position;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "S05",
    title: "CI to repository and registry",
    layer: Layer::Code,
    attack: &["T1195.002"],
    sentence: "{from} may write ({detail}): the attacker {gain}",
    page: include_str!("s05.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let facts = g.facts;
    for job in gitlab::jobs(facts).iter().filter(|job| pushes(&job.text)) {
        g.step(Position::Push("the registry".into()))
            .from(Position::Job(job.path.into(), job.name.into()))
            .proof(job.at, "it pushes images")
            .detail("images of the job")
            .add();
    }
    for workflow in &facts.model.workflows {
        for job in &workflow.jobs {
            let from = Position::Job(workflow.path.clone(), job.id.clone());
            let written = writes(workflow, job);
            for (at, permission) in written {
                let what = if permission == "packages" { "the registry" } else { "the repository" };
                g.step(Position::Push(what.into()))
                    .from(from.clone())
                    .proof(at, "it may write")
                    .detail(format!("{permission}: write"))
                    .add();
            }
            if let Some(push) = facts.pipeline.in_job(job, ActivityKind::PushImage).next() {
                g.step(Position::Push("the registry".into()))
                    .from(from)
                    .proof(push.span, "it pushes images")
                    .detail(push.tool.clone())
                    .add();
            }
        }
    }
}

/// Does a script of GitLab push an image?
fn pushes(text: &str) -> bool {
    ["docker push", "buildah push", "podman push", "/kaniko/executor", "buildx build --push"]
        .iter()
        .any(|command| text.contains(command))
}

/// The permissions that write, of the job or else of the workflow.
fn writes(workflow: &Workflow, job: &Job) -> Vec<(Span, &'static str)> {
    let own = job.root.at("permissions").node();
    let Some(permissions) = own.or_else(|| workflow.at("permissions").node()) else {
        return vec![];
    };
    if permissions.as_str() == Some("write-all") {
        return vec![(permissions.span, "contents"), (permissions.span, "packages")];
    }
    let wanted = ["contents", "packages"].into_iter();
    let found = wanted.filter_map(|name| {
        let node = permissions.get(name)?;
        (node.as_str() == Some("write")).then_some((node.span, name))
    });
    found.collect()
}
