//! Do dependencies from repositories name a commit?

use ringfort_check::model::packages::{Dependency, Manifest, Origin};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Do dependencies from repositories name a commit? See the page beside this file.
pub struct DependencyFromRepository;

impl Check for DependencyFromRepository {
    const META: Meta = Meta::new(
        "code/dependency-from-repository",
        "Dependency follows a branch or tag of a repository",
        "code/dependency-integrity",
        Severity::Medium,
    )
    .frameworks(&["CIS-GitHub-3.1.7"]);

    type On = Manifest;

    fn run(on: &Manifest, _: &Scene<'_>) -> Verdict {
        let cloned = |d: &&Dependency| matches!(d.origin, Origin::Repository { .. });
        let Some(first) = on.dependencies.iter().find(cloned) else {
            return Verdict::NotApplicable;
        };
        let failures = on.dependencies.iter().filter_map(|d| match &d.origin {
            Origin::Repository { url, fixed: false } => {
                let said = format!("`{}` is taken from `{url}` without a commit", d.name);
                Some(Failure::new(d.span, said).key(&*d.name))
            }
            _ => None,
        });
        Verdict::of(failures.collect(), first.span, "repositories are named with a commit")
    }
}
