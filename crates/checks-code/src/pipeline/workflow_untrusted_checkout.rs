//! Does a privileged workflow check out and run the code of a pull request?

use ringfort_check::facts::pipeline::{privileged_event, untrusted};
use ringfort_check::model::pipeline::{Job, Workflow};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

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
        let Some(event) = privileged_event(on) else { return Verdict::NotApplicable };
        let failures = on.jobs.iter().filter_map(|job| in_job(job, event, scene)).collect();
        Verdict::of(failures, on.root.span, "no job runs the code of a pull request")
    }
}

fn in_job(job: &Job, event: &'static str, scene: &Scene<'_>) -> Option<Failure> {
    let found = untrusted(job, event, &scene.facts.sources)?;
    let said = format!(
        "`{event}` starts job `{}` with secrets, and it runs the code of the pull request",
        job.id
    );
    let failure = Failure::new(found.fetched, said).key(&*job.id);
    Some(failure.related(found.run, "runs what was checked out"))
}
