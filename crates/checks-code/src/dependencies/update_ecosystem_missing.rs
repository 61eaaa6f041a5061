//! Does Dependabot cover every ecosystem of the repository?

use super::ecosystems;
use ringfort_check::model::Document;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Does Dependabot cover every ecosystem of the repository? See the page beside this file.
pub struct UpdateEcosystemMissing;

impl Check for UpdateEcosystemMissing {
    const META: Meta = Meta::new(
        "code/update-ecosystem-missing",
        "Dependabot leaves out an ecosystem",
        "code/dependency-scanning",
        Severity::Low,
    );
    const TYPES: &'static [&'static str] = &["dependabot"];

    type On = Document;

    fn run(on: &Document, scene: &Scene<'_>) -> Verdict {
        let entry = on.root.entry("updates");
        let updates = on.root.at("updates").list();
        let covered: Vec<&str> =
            updates.iter().filter_map(|u| u.at("package-ecosystem").str()).collect();
        let at = entry.map_or(on.root.span, |e| e.key_span);
        if ecosystems::renovate(&scene.facts.model).is_some() {
            return Verdict::NotApplicable;
        }
        let missing = ecosystems::used(&scene.facts.model)
            .into_iter()
            .filter(|e| !e.names.iter().any(|n| covered.contains(n)));
        let failures = missing.map(|e| {
            let name = e.names.first().copied().unwrap_or("");
            let said = format!("`{name}` is not covered, although there is `{}`", e.path);
            Failure::new(at, said).key(name)
        });
        Verdict::of(failures.collect(), at, "every ecosystem of the repository is covered")
    }
}
