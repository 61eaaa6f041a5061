//! Does a dependency scan that finds something stop the job?

use ringfort_check::facts::pipeline::{ActivityKind, Stops};
use ringfort_check::model::pipeline::Workflow;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Does a dependency scan that finds something stop the job? See the page beside this file.
pub struct DependencyScanIgnored;

impl Check for DependencyScanIgnored {
    const META: Meta = Meta::new(
        "code/dependency-scan-ignored",
        "Dependency scan cannot fail the job",
        "code/dependency-scanning",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["CIS-GitHub-3.2.2"]);

    type On = Workflow;

    fn run(on: &Workflow, scene: &Scene<'_>) -> Verdict {
        let scans = scene.facts.pipeline.in_workflow(on, ActivityKind::DependencyScan);
        scans
            .map(|scan| match &scan.stops {
                Stops::Yes => {
                    Verdict::pass(scan.span, format!("a finding of `{}` ends the job", scan.tool))
                }
                Stops::Unknown(at, why) => Verdict::unknown(*at, why.clone()),
                Stops::No(at, why) => {
                    let said = format!("`{}` may find what it wants: {why}", scan.tool);
                    Verdict::fail(Failure::new(*at, said).key(scan.tool.as_str()))
                }
            })
            .fold(Verdict::NotApplicable, Verdict::and)
    }
}
