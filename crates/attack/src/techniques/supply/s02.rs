//! S02: an action by tag or branch is what its owner makes of it tomorrow.

use ringfort_model::pipeline::Uses;
use ringfort_vocab::Layer;

use super::gitlab;
use crate::control::Control;
use crate::ground::Ground;
use crate::position::Position;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "S02",
    title: "Mutable CI action",
    layer: Layer::Code,
    attack: &["T1195.001"],
    sentence: "The workflow uses an action by a name that can be moved ({detail}): the attacker {gain}",
    page: include_str!("s02.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let facts = g.facts;
    for workflow in &facts.model.workflows {
        for (job, step) in workflow.steps() {
            let Some(uses) = step.uses.as_ref().filter(|u| is_moving(u)) else { continue };
            let target = format!("{} {}", workflow.path, uses.action);
            g.step(Position::Job(workflow.path.clone(), job.id.clone()))
                .from(Position::Dependency)
                .proof(uses.span, "an action by a moving name")
                .unless(Control::missing_for("code/delivery-pipeline-security", target, uses.span))
                .detail(format!("{}@{}", uses.action, uses.reference))
                .add();
        }
    }
    included(g);
}

/// GitLab: a file of somebody else that every job of the pipeline is made with.
fn included(g: &mut Ground<'_>) {
    let facts = g.facts;
    for (path, root) in gitlab::files(facts) {
        let jobs = gitlab::jobs(facts);
        for (at, what) in gitlab::moving_includes(root) {
            for job in jobs.iter().filter(|job| job.path == path) {
                let target = format!("{path} {what}");
                g.step(Position::Job(path.into(), job.name.into()))
                    .from(Position::Dependency)
                    .proof(at, "included by a moving name")
                    .unless(Control::missing_for("code/delivery-pipeline-security", target, at))
                    .detail(&*what)
                    .say("The pipeline includes a file by a name that can be moved ({detail}): the attacker {gain}")
                    .add();
            }
        }
    }
}

/// An action of somebody else, not fixed to a commit. GitHub's own are as trusted as GitHub, which runs the job.
fn is_moving(uses: &Uses) -> bool {
    let others =
        !["./", "docker://", "actions/", "github/"].iter().any(|p| uses.action.starts_with(p));
    let commit =
        uses.reference.len() >= 40 && uses.reference.bytes().all(|b| b.is_ascii_hexdigit());
    others && !commit
}
