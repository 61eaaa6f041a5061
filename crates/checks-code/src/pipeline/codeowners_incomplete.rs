//! Does CODEOWNERS cover workflows and infrastructure?

use super::owners;
use ringfort_check::{Check, Failure, Meta, Project, Scene, Severity, Span, Verdict};

/// Does CODEOWNERS cover workflows and infrastructure? See the page beside this file.
pub struct CodeownersIncomplete;

impl Check for CodeownersIncomplete {
    const META: Meta = Meta::new(
        "code/codeowners-incomplete",
        "Workflows or infrastructure have no code owners",
        "code/delivery-pipeline-security",
        Severity::Low,
    )
    .frameworks(&["CIS-GitHub-1.1.3"]);

    type On = Project;

    fn run(_: &Project, scene: &Scene<'_>) -> Verdict {
        let model = &scene.facts.model;
        let Some(workflow) = model.workflows.first() else { return Verdict::NotApplicable };
        let places = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];
        let file = places.iter().find_map(|p| model.texts.iter().find(|t| *t.path == **p));
        let Some(file) = file else {
            let said = "there is no CODEOWNERS file, so nobody has to review changes to workflows and infrastructure";
            return Verdict::fail(
                Failure::new(Span::file(workflow.root.span.source), said).on(&*workflow.path),
            );
        };
        let at = Span::file(file.source);
        let text = scene.facts.sources.get(file.source).map_or("", |f| &f.text);
        let failures = governed(scene).into_iter().filter_map(|(kind, paths)| {
            let path = paths.into_iter().find(|p| !owners::owns(text, p))?;
            Some(
                Failure::new(at, format!("no rule gives {kind} an owner, for one `{path}`"))
                    .on(&*file.path)
                    .key(kind),
            )
        });
        Verdict::of(failures.collect(), at, "workflows and infrastructure have owners")
    }
}

/// The files that decide what is built and where it runs, by kind.
fn governed<'a>(scene: &'a Scene<'_>) -> [(&'static str, Vec<&'a str>); 4] {
    let model = &scene.facts.model;
    [
        ("workflows", model.workflows.iter().map(|w| &*w.path).collect()),
        (
            "Terraform",
            model.texts.iter().filter(|t| t.format == "terraform").map(|t| &*t.path).collect(),
        ),
        ("Dockerfiles", model.dockerfiles.iter().map(|d| &*d.path).collect()),
        (
            "Kubernetes manifests",
            model.kube.objects.iter().map(|o| scene.facts.path(o.head)).collect(),
        ),
    ]
}
