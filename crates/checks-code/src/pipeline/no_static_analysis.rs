//! Is the source code analysed in CI?

use super::changes;
use ringfort_check::facts::pipeline::ActivityKind;
use ringfort_check::{Check, Failure, Meta, Project, Scene, Severity, Verdict};

/// Is the source code analysed in CI? See the page beside this file.
pub struct NoStaticAnalysis;

impl Check for NoStaticAnalysis {
    const META: Meta = Meta::new(
        "code/no-static-analysis",
        "No workflow analyses the source code",
        "code/delivery-pipeline-security",
        Severity::Medium,
    )
    .frameworks(&["CIS-GitHub-1.5.2"]);

    type On = Project;

    fn run(_: &Project, scene: &Scene<'_>) -> Verdict {
        let model = &scene.facts.model;
        let has_source = model.modules.iter().any(|m| !m.is_test());
        let Some(first) =
            model.workflows.iter().find(|w| changes::starts(w)).filter(|_| has_source)
        else {
            return Verdict::NotApplicable;
        };
        match scene.facts.pipeline.of(ActivityKind::StaticAnalysis).next() {
            Some(found) => {
                Verdict::pass(found.span, format!("`{}` analyses the source", found.tool))
            }
            None => {
                let said = "no step of any workflow analyses the source code for flaws";
                Verdict::fail(Failure::new(changes::place(first), said).on(&*first.path))
            }
        }
    }
}
