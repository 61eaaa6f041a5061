//! Do requirements with fixed versions carry hashes?

use ringfort_check::facts::packages;
use ringfort_check::model::packages::{Manifest, Origin};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Do requirements with fixed versions carry hashes? See the page beside this file.
pub struct RequirementWithoutHash;

impl Check for RequirementWithoutHash {
    const META: Meta = Meta::new(
        "code/requirement-without-hash",
        "Requirements have versions but no hashes",
        "code/dependency-integrity",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["CIS-GitHub-2.4.2", "Scorecard-PinnedDependencies"]);

    type On = Manifest;

    fn run(on: &Manifest, scene: &Scene<'_>) -> Verdict {
        if !packages::is_requirements(on) || !packages::is_pinned(on) {
            return Verdict::NotApplicable;
        }
        let remote = on.dependencies.iter().filter(|d| !matches!(d.origin, Origin::Path(_)));
        let mut bare = remote.clone().filter(|d| d.hashes == 0);
        let Some(first) = remote.clone().next() else { return Verdict::NotApplicable };
        match bare.next() {
            None => Verdict::pass(first.span, "every package has hashes"),
            Some(_) if packages::locked_by(&scene.facts.model, on).is_some() => {
                Verdict::pass(first.span, "a compiled file beside it has the hashes")
            }
            Some(one) => {
                let said = format!(
                    "{} of {} packages have no hash, such as `{}`",
                    1 + bare.count(),
                    remote.count(),
                    one.name
                );
                Verdict::fail(Failure::new(one.span, said))
            }
        }
    }
}
