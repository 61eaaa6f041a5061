//! Does a dependency scan run without a change?

use ringfort_check::facts::pipeline::ActivityKind;
use ringfort_check::{Check, Failure, Meta, Project, Scene, Severity, Verdict};

/// Does a dependency scan run without a change? See the page beside this file.
pub struct DependencyScanNotScheduled;

impl Check for DependencyScanNotScheduled {
    const META: Meta = Meta::new(
        "code/dependency-scan-not-scheduled",
        "Dependencies are only scanned when something changes",
        "code/dependency-scanning",
        Severity::Medium,
    )
    .frameworks(&["CIS-GitHub-3.2.2"]);

    type On = Project;

    fn run(_: &Project, scene: &Scene<'_>) -> Verdict {
        let mut scans = scene.facts.pipeline.of(ActivityKind::DependencyScan).peekable();
        let Some(first) = scans.peek().map(|s| (s.span, s.tool.clone())) else {
            return Verdict::NotApplicable;
        };
        let workflows = &scene.facts.model.workflows;
        match scans
            .find(|s| workflows.get(s.workflow).is_some_and(|w| w.is_triggered_by("schedule")))
        {
            Some(scan) => Verdict::pass(scan.span, "runs on a schedule"),
            None => {
                let said = format!("`{}` runs, but on no schedule", first.1);
                Verdict::fail(Failure::new(first.0, said).on(scene.facts.path(first.0)))
            }
        }
    }
}
