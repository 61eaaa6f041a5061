//! Is every image that a workflow runs fixed by digest?

use ringfort_check::model::pipeline::Workflow;
use ringfort_check::{Check, Failure, Meta, Node, Scene, Severity, Span, Verdict};

/// Is every image that a workflow runs fixed by digest? See the page beside this file.
pub struct WorkflowImageNotPinned;

impl Check for WorkflowImageNotPinned {
    const META: Meta = Meta::new(
        "code/workflow-image-not-pinned",
        "Workflow runs an image without a digest",
        "code/delivery-pipeline-security",
        Severity::Low,
    )
    .frameworks(&["Scorecard-PinnedDependencies"]);

    type On = Workflow;

    fn run(on: &Workflow, _: &Scene<'_>) -> Verdict {
        let used: Vec<(&str, Span)> =
            images(on).into_iter().filter(|(i, _)| !i.contains("${{")).collect();
        let Some((_, first)) = used.first().copied() else { return Verdict::NotApplicable };
        let loose = used.into_iter().filter(|(image, _)| !image.contains("@sha256:"));
        let failures = loose.map(|(image, span)| {
            Failure::new(span, format!("image `{image}` is named without a digest")).key(image)
        });
        Verdict::of(failures.collect(), first, "every image is named by its digest")
    }
}

/// `docker://` steps, and the containers and services of jobs.
fn images(workflow: &Workflow) -> Vec<(&str, Span)> {
    let text = |n: &'_ Node| -> Option<Span> { n.as_str().map(|_| n.span) };
    let mut nodes: Vec<&Node> =
        workflow.steps().filter_map(|(_, s)| s.root.at("uses").node()).collect();
    nodes.retain(|n| n.as_str().is_some_and(|t| t.starts_with("docker://")));
    for job in &workflow.jobs {
        let container = job.root.at("container").node();
        nodes.extend(
            container
                .and_then(|c| if c.as_str().is_some() { Some(c) } else { c.at("image").node() }),
        );
        let services = job.root.at("services").node().map_or(&[][..], Node::entries);
        nodes.extend(services.iter().filter_map(|s| s.value.at("image").node()));
    }
    nodes
        .into_iter()
        .filter_map(|n| Some((n.as_str()?.trim_start_matches("docker://"), text(n)?)))
        .collect()
}
