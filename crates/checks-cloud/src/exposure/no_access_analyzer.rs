//! Nothing reports what outsiders can reach.

use ringfort_check::{Check, Meta, Project, Scene, Severity, Verdict};

use crate::support::estate;

/// Nothing reports what outsiders can reach.
pub struct NoAccessAnalyzer;

impl Check for NoAccessAnalyzer {
    const META: Meta = Meta::new(
        "cloud/no-access-analyzer",
        "Nothing reports what outsiders can reach",
        "cloud/public-resource-exposure",
        Severity::Info,
    )
    .frameworks(&["CIS-AWS-2.18"])
    .aliases(&[
        "8d29754a-2a18-460d-a1ba-9509f8d359da",
        "e592a0c5-5bdb-414c-9066-5dba7cdea370",
        "AWS-0175",
    ]);

    type On = Project;

    fn run(_: &Project, scene: &Scene<'_>) -> Verdict {
        let Some(estate) = estate::aws(scene) else { return Verdict::NotApplicable };
        match scene.facts.resources("aws_accessanalyzer_analyzer").next() {
            Some(analyzer) => {
                Verdict::pass(analyzer.header, "an analyzer reports access from outside")
            }
            None => estate::lacking(
                scene,
                estate.provider.header,
                "no access analyzer is declared: nobody is told when a resource opens to outsiders",
            ),
        }
    }
}
