//! Which ecosystems a repository uses, and what proposes updates for them.

use ringfort_check::Span;
use ringfort_check::facts::packages::file_name;
use ringfort_check::model::Model;
use ringfort_check::model::packages::Ecosystem;

/// An ecosystem that is in use.
pub(super) struct Used {
    /// The names by which Dependabot may cover it.
    pub(super) names: &'static [&'static str],
    /// A file that shows the use.
    pub(super) path: String,
}

/// The ecosystems of the repository, each with the first file that shows it.
pub(super) fn used(model: &Model) -> Vec<Used> {
    let manifest = |e: Ecosystem| {
        let all = model.manifests.iter().filter(move |m| m.ecosystem == e);
        all.into_iter().find(|m| !m.dependencies.is_empty()).map(|m| m.path.to_string())
    };
    let named = |name: &str| {
        model.texts.iter().find(|t| file_name(&t.path) == name).map(|t| t.path.to_string())
    };
    let terraform = model.texts.iter().find(|t| t.format == "terraform");
    let found: [(&'static [&'static str], Option<String>); 7] = [
        (&["pip", "uv"], manifest(Ecosystem::PyPi)),
        (&["npm", "bun"], manifest(Ecosystem::Npm)),
        (&["docker"], model.dockerfiles.first().map(|d| d.path.to_string())),
        (&["github-actions"], model.workflows.first().map(|w| w.path.to_string())),
        (&["terraform", "opentofu"], terraform.map(|t| t.path.to_string())),
        (&["gomod"], named("go.mod")),
        (&["cargo"], named("Cargo.toml")),
    ];
    found.into_iter().filter_map(|(names, path)| Some(Used { names, path: path? })).collect()
}

/// Renovate's settings, where they lie in a file of their own.
pub(super) fn renovate(model: &Model) -> Option<Span> {
    const NAMES: [&str; 5] = [
        "renovate.json",
        "renovate.json5",
        ".renovaterc",
        ".renovaterc.json",
        "renovate.config.js",
    ];
    let found = model.texts.iter().find(|t| NAMES.contains(&file_name(&t.path)));
    found.map(|t| Span::file(t.source))
}
