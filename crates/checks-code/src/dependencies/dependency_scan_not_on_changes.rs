//! Does a dependency scan run on changes?

use crate::pipeline::changes;
use ringfort_check::facts::pipeline::ActivityKind;
use ringfort_check::{Check, Failure, Meta, Project, Scene, Severity, Verdict};

/// Does a dependency scan run on changes? See the page beside this file.
pub struct DependencyScanNotOnChanges;

impl Check for DependencyScanNotOnChanges {
    const META: Meta = Meta::new(
        "code/dependency-scan-not-on-changes",
        "Changes are not scanned for vulnerable dependencies",
        "code/dependency-scanning",
        Severity::Medium,
    )
    .frameworks(&["CIS-GitHub-1.5.5"]);

    type On = Project;

    fn run(_: &Project, scene: &Scene<'_>) -> Verdict {
        let mut scans = scene.facts.pipeline.of(ActivityKind::DependencyScan).peekable();
        let Some(first) = scans.peek().map(|s| (s.span, s.tool.clone())) else {
            return Verdict::NotApplicable;
        };
        let workflows = &scene.facts.model.workflows;
        let called =
            |w: &ringfort_check::model::pipeline::Workflow| w.is_triggered_by("workflow_call");
        match scans
            .find(|s| workflows.get(s.workflow).is_some_and(|w| changes::starts(w) || called(w)))
        {
            Some(scan) => Verdict::pass(scan.span, "runs on changes"),
            None => {
                let said = format!("`{}` runs, but never on a push or pull request", first.1);
                Verdict::fail(Failure::new(first.0, said).on(scene.facts.path(first.0)))
            }
        }
    }
}
