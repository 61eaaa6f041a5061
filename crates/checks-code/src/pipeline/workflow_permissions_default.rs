//! Is the token of every job limited by `permissions`?

use ringfort_check::model::pipeline::Workflow;
use ringfort_check::{Check, Edit, Failure, Meta, Safety, Scene, Severity, Span, Verdict};

/// Is the token of every job limited by `permissions`? See the page beside this file.
pub struct WorkflowPermissionsDefault;

impl Check for WorkflowPermissionsDefault {
    const META: Meta = Meta::new(
        "code/workflow-permissions-default",
        "Workflow leaves the rights of its token to the repository default",
        "code/delivery-pipeline-security",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["Scorecard-TokenPermissions", "OWASP-Top10-2025-A08"]);

    type On = Workflow;

    fn run(on: &Workflow, _: &Scene<'_>) -> Verdict {
        let Some(jobs) = on.root.entry("jobs") else { return Verdict::NotApplicable };
        if let Some(node) = on.at("permissions").node() {
            // `write-all` is another check's finding, not a limit.
            return match node.as_str() {
                Some("write-all") => Verdict::NotApplicable,
                _ => Verdict::pass(node.span, "the workflow limits the rights of its token"),
            };
        }
        let Some(job) = on.jobs.iter().find(|j| j.root.at("permissions").node().is_none()) else {
            return Verdict::pass(jobs.key_span, "every job limits the rights of its token");
        };
        let said = format!(
            "nothing limits the token of job `{}`, so the repository's default decides",
            job.id
        );
        let at = jobs.key_span;
        let edit = Edit {
            at: Span::new(at.source, at.start, at.start),
            text: "permissions:\n  contents: read\n\n".into(),
        };
        Verdict::fail(Failure::new(at, said).related(job.head, "this job").fix(
            "limit the token to reading the source",
            vec![edit],
            Safety::Unsafe,
        ))
    }
}
