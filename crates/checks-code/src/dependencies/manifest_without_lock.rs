//! Is there a lock for every file that asks for packages?

use ringfort_check::facts::packages::{self, LockedBy};
use ringfort_check::model::packages::Manifest;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Span, Verdict};

/// Is there a lock for every file that asks for packages? See the page beside this file.
pub struct ManifestWithoutLock;

impl Check for ManifestWithoutLock {
    const META: Meta = Meta::new(
        "code/manifest-without-lock",
        "Dependencies are not locked",
        "code/dependency-integrity",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["CIS-GitHub-2.4.2", "OWASP-Top10-2025-A03", "Scorecard-PinnedDependencies"]);

    type On = Manifest;

    fn run(on: &Manifest, scene: &Scene<'_>) -> Verdict {
        let wanted = on.dependencies.iter().filter(|d| !d.dev);
        let Some(first) = wanted.clone().next() else { return Verdict::NotApplicable };
        match packages::locked_by(&scene.facts.model, on) {
            Some(LockedBy::Itself) => {
                Verdict::pass(first.span, "every package has one version and hashes")
            }
            Some(LockedBy::Lock(lock)) => {
                Verdict::pass(Span::file(lock.span.source), format!("`{}` locks it", lock.path))
            }
            Some(LockedBy::Foreign(text)) => {
                Verdict::pass(Span::file(text.source), format!("`{}` locks it", text.path))
            }
            Some(LockedBy::Compiled(m)) => {
                Verdict::pass(Span::file(m.span.source), format!("`{}` locks it", m.path))
            }
            // Versions without hashes are the finding of `requirement_without_hash`.
            None if packages::is_requirements(on) && packages::is_pinned(on) => {
                Verdict::NotApplicable
            }
            None => {
                let said = format!(
                    "nothing locks `{}`, which asks for `{}`{}",
                    on.path,
                    first.name,
                    match wanted.count() {
                        1 => String::new(),
                        n => format!(" and {} more", n - 1),
                    }
                );
                Verdict::fail(Failure::new(first.span, said))
            }
        }
    }
}
