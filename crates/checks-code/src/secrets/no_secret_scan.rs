//! A secret scan runs in CI or before each commit.

use ringfort_check::{Check, Failure, Meta, Project, Scene, Severity, Span, Verdict};

/// No secret scan runs.
pub struct NoSecretScan;

const SCANNERS: &[&str] = &[
    "gitleaks",
    "trufflehog",
    "detect-secrets",
    "ggshield",
    "gitguardian",
    "git-secrets",
    "kingfisher",
    "detect-private-key",
    "talisman",
    "ripsecrets",
    "secretlint",
    "ringfort",
];

impl Check for NoSecretScan {
    const META: Meta = Meta::new(
        "code/no-secret-scan",
        "No secret scan runs in CI or before commits",
        "code/no-hardcoded-secrets",
        Severity::Low,
    )
    .frameworks(&["CWE-540"]);
    type On = Project;

    fn run(_: &Project, scene: &Scene<'_>) -> Verdict {
        let runs = |path: &str| {
            path.contains(".github/workflows/")
                || path.ends_with(".pre-commit-config.yaml")
                || path.ends_with(".gitlab-ci.yml")
                || path.ends_with("lefthook.yml")
                || path.ends_with("azure-pipelines.yml")
        };
        let texts = &scene.facts.model.texts;
        let places: Vec<_> = texts.iter().filter(|t| runs(&t.path)).collect();
        let Some(first) = places.first() else { return Verdict::NotApplicable };
        for place in &places {
            let text = scene.facts.sources.get(place.source).map_or("", |f| &f.text);
            let lines = text.lines().filter(|l| !l.trim_start().starts_with('#'));
            if lines.into_iter().any(|l| SCANNERS.iter().any(|s| l.contains(s))) {
                return Verdict::pass(Span::file(place.source), "a secret scan runs here");
            }
        }
        let message = "no workflow or hook looks for credentials before they are merged";
        Verdict::fail(Failure::new(Span::file(first.source), message))
    }
}
