//! Does CI write a bill of materials for what it publishes?

use ringfort_check::facts::pipeline::ActivityKind;
use ringfort_check::{Check, Failure, Meta, Project, Scene, Severity, Verdict};

/// Does CI write a bill of materials for what it publishes? See the page beside this file.
pub struct NoSbom;

impl Check for NoSbom {
    const META: Meta = Meta::new(
        "code/no-sbom",
        "No bill of materials is written for what is published",
        "code/dependency-integrity",
        Severity::Low,
    )
    .frameworks(&["SLSA-Build-L1", "ASVS-5.0-V15.1.2"]);

    type On = Project;

    fn run(_: &Project, scene: &Scene<'_>) -> Verdict {
        let facts = &scene.facts.pipeline;
        let published = [ActivityKind::PushImage, ActivityKind::PublishPackage]
            .into_iter()
            .find_map(|k| facts.of(k).next());
        let Some(published) = published else { return Verdict::NotApplicable };
        match facts.of(ActivityKind::Sbom).next() {
            Some(sbom) => Verdict::pass(sbom.span, format!("`{}` writes one", sbom.tool)),
            None => {
                let said = format!(
                    "`{}` publishes here, and no step writes a bill of materials",
                    published.tool
                );
                Verdict::fail(
                    Failure::new(published.span, said).on(scene.facts.path(published.span)),
                )
            }
        }
    }
}
