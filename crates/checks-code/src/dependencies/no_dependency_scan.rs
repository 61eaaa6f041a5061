//! Are dependencies compared with advisories in CI?

use crate::pipeline::changes;
use ringfort_check::facts::pipeline::ActivityKind;
use ringfort_check::{Check, Failure, Meta, Project, Scene, Severity, Span, Verdict};

/// Are dependencies compared with advisories in CI? See the page beside this file.
pub struct NoDependencyScan;

impl Check for NoDependencyScan {
    const META: Meta = Meta::new(
        "code/no-dependency-scan",
        "No workflow scans the dependencies",
        "code/dependency-scanning",
        Severity::High,
    )
    .gate()
    .frameworks(&[
        "OWASP-Top10-2025-A03",
        "OWASP-Top10-2021-A06",
        "ASVS-5.0-V15.2.1",
        "CIS-GitHub-1.5.5",
    ]);

    type On = Project;

    fn run(_: &Project, scene: &Scene<'_>) -> Verdict {
        let model = &scene.facts.model;
        let manifests =
            model.manifests.iter().filter(|m| !m.dependencies.is_empty()).map(|m| m.span);
        let Some(asked) = manifests.chain(model.locks.iter().map(|l| l.span)).next() else {
            return Verdict::NotApplicable;
        };
        if let Some(scan) = scene.facts.pipeline.of(ActivityKind::DependencyScan).next() {
            return Verdict::pass(scan.span, format!("`{}` scans the dependencies", scan.tool));
        }
        let asked = Span::file(asked.source);
        let Some(workflow) =
            model.workflows.iter().find(|w| changes::starts(w)).or(model.workflows.first())
        else {
            return Verdict::unknown(
                asked,
                "no workflow was read, so whether the dependencies are scanned is not known",
            );
        };
        let said = "no step of any workflow compares the dependencies with known flaws";
        let failure = Failure::new(changes::place(workflow), said).on(&*workflow.path);
        Verdict::fail(failure.related(asked, "dependencies are asked for here"))
    }
}
