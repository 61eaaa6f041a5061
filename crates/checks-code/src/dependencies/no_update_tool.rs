//! Does a tool propose updates?

use super::ecosystems;
use ringfort_check::{Check, Failure, Meta, Project, Scene, Severity, Span, Verdict};

/// Does a tool propose updates? See the page beside this file.
pub struct NoUpdateTool;

impl Check for NoUpdateTool {
    const META: Meta = Meta::new(
        "code/no-update-tool",
        "No tool proposes updates of dependencies",
        "code/dependency-scanning",
        Severity::Low,
    )
    .frameworks(&["CIS-GitHub-1.5.5"]);

    type On = Project;

    fn run(_: &Project, scene: &Scene<'_>) -> Verdict {
        let model = &scene.facts.model;
        let Some(asked) = model.manifests.iter().find(|m| !m.dependencies.is_empty()) else {
            return Verdict::NotApplicable;
        };
        // Without a workflow nothing says that the files are a repository on GitHub at all.
        if model.workflows.is_empty() {
            return Verdict::NotApplicable;
        }
        let dependabot =
            model.documents.iter().find(|d| d.format == "dependabot").map(|d| Span::file(d.source));
        match dependabot.or_else(|| ecosystems::renovate(model)) {
            Some(at) => Verdict::pass(at, "a tool proposes updates"),
            None => {
                let said = "neither Dependabot nor Renovate is set up, so fixes of dependencies wait for somebody to look";
                Verdict::fail(Failure::new(Span::file(asked.span.source), said).on(&*asked.path))
            }
        }
    }
}
