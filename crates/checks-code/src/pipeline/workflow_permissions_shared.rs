//! Are write rights given to all jobs at once?

use ringfort_check::model::pipeline::Workflow;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Are write rights given to all jobs at once? See the page beside this file.
pub struct WorkflowPermissionsShared;

impl Check for WorkflowPermissionsShared {
    const META: Meta = Meta::new(
        "code/workflow-permissions-shared",
        "Workflow gives write rights to all of its jobs",
        "code/delivery-pipeline-security",
        Severity::Low,
    )
    .frameworks(&["Scorecard-TokenPermissions"]);

    type On = Workflow;

    fn run(on: &Workflow, _: &Scene<'_>) -> Verdict {
        let Some(node) = on.at("permissions").node().filter(|_| on.jobs.len() > 1) else {
            return Verdict::NotApplicable;
        };
        let inherits =
            |j: &&ringfort_check::model::pipeline::Job| j.root.get("permissions").is_none();
        let heirs = on.jobs.iter().filter(inherits).count();
        if heirs < 2 {
            return Verdict::pass(node.span, "jobs name their own rights");
        }
        let writes = node.entries().iter().filter(|e| e.value.as_str() == Some("write"));
        let failures = writes.map(|e| {
            Failure::new(e.value.span, format!("`{}: write` goes to {heirs} jobs", e.key))
                .key(&*e.key)
        });
        Verdict::of(failures.collect(), node.span, "no write right is shared by jobs")
    }
}
