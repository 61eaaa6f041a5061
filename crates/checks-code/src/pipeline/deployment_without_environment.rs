//! Does a job that deploys name a protected environment?

use ringfort_check::facts::pipeline::ActivityKind;
use ringfort_check::model::pipeline::Job;
use ringfort_check::model::pipeline::Workflow;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Span, Verdict};

/// Does a job that deploys name a protected environment? See the page beside this file.
pub struct DeploymentWithoutEnvironment;

impl Check for DeploymentWithoutEnvironment {
    const META: Meta = Meta::new(
        "code/deployment-without-environment",
        "Job deploys without an environment",
        "code/delivery-pipeline-security",
        Severity::Medium,
    )
    .frameworks(&["CIS-GitHub-1.1.9"]);

    type On = Workflow;

    fn run(on: &Workflow, scene: &Scene<'_>) -> Verdict {
        let deploys = |job: &&Job| !is_throwaway(job);
        let mut found = Vec::new();
        for job in on.jobs.iter().filter(deploys) {
            if let Some(done) = scene
                .facts
                .pipeline
                .in_job(job, ActivityKind::Deploy)
                .find(|a| !is_rehearsal(scene, a.span))
            {
                found.push((job, done));
            }
        }
        let Some((_, first)) = found.first() else { return Verdict::NotApplicable };
        let open = found.iter().filter(|(job, _)| job.root.at("environment").is_absent());
        let failures = open.map(|(job, done)| {
            let said = format!(
                "job `{}` runs `{}` without an environment that could ask for approval",
                job.id, done.tool
            );
            Failure::new(job.head, said).key(&*job.id).related(done.span, "deploys here")
        });
        Verdict::of(failures.collect(), first.span, "jobs that deploy name an environment")
    }
}

/// Does the job make its own cluster to try things on?
fn is_throwaway(job: &Job) -> bool {
    const LOCAL: [&str; 5] = ["kind", "minikube", "k3d", "k3s", "ctlptl"];
    job.steps.iter().any(|s| {
        let action =
            s.uses.as_ref().is_some_and(|u| u.action.split(['/', '-']).any(|p| LOCAL.contains(&p)));
        action || s.commands.iter().any(|c| LOCAL.contains(&c.program()))
    })
}

fn is_rehearsal(scene: &Scene<'_>, span: Span) -> bool {
    let text = scene.facts.sources.text(span);
    text.contains("--dry-run") && !text.contains("--dry-run=none")
}
