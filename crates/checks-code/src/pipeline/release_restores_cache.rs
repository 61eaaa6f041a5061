//! Does a job that publishes restore a shared cache?

use ringfort_check::facts::pipeline::ActivityKind;
use ringfort_check::model::pipeline::Workflow;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Does a job that publishes restore a shared cache? See the page beside this file.
pub struct ReleaseRestoresCache;

impl Check for ReleaseRestoresCache {
    const META: Meta = Meta::new(
        "code/release-restores-cache",
        "Job that publishes restores a shared cache",
        "code/delivery-pipeline-security",
        Severity::Medium,
    )
    .frameworks(&["SLSA-Build-L3"]);

    type On = Workflow;

    fn run(on: &Workflow, scene: &Scene<'_>) -> Verdict {
        let facts = &scene.facts.pipeline;
        let (mut first, mut failures) = (None, Vec::new());
        for job in &on.jobs {
            let done = [ActivityKind::PublishPackage, ActivityKind::PushImage]
                .into_iter()
                .flat_map(|k| facts.in_job(job, k));
            let Some(publish) = done.min_by_key(|a| a.span.start) else { continue };
            first = first.or(Some(publish.span));
            for cache in facts.in_job(job, ActivityKind::RestoreCache) {
                let said = format!(
                    "job `{}` publishes with `{}` what may come from the cache that `{}` restores",
                    job.id, publish.tool, cache.tool
                );
                failures.push(
                    Failure::new(cache.span, said)
                        .key(format!("{}: {}", job.id, cache.tool))
                        .related(publish.span, "published here"),
                );
            }
        }
        match first {
            Some(at) => Verdict::of(failures, at, "what is published is built from nothing cached"),
            None => Verdict::NotApplicable,
        }
    }
}
