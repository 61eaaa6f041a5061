//! Does every requirement fix one version?

use ringfort_check::facts::packages;
use ringfort_check::model::packages::{Dependency, Manifest, Origin};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Does every requirement fix one version? See the page beside this file.
pub struct RequirementNotPinned;

impl Check for RequirementNotPinned {
    const META: Meta = Meta::new(
        "code/requirement-not-pinned",
        "Requirement leaves its version open",
        "code/dependency-integrity",
        Severity::Low,
    )
    .frameworks(&["Scorecard-PinnedDependencies"]);

    type On = Manifest;

    fn run(on: &Manifest, scene: &Scene<'_>) -> Verdict {
        if !packages::is_requirements(on) || packages::is_input(on) {
            return Verdict::NotApplicable;
        }
        let mut listed =
            on.dependencies.iter().filter(|d| matches!(d.origin, Origin::Index(_))).peekable();
        let Some(first) = listed.peek().map(|d| d.span) else { return Verdict::NotApplicable };
        if packages::locked_by(&scene.facts.model, on).is_some() {
            return Verdict::pass(first, "a lock fixes every version");
        }
        let open = listed.filter(|d| d.pinned.is_none());
        Verdict::of(open.map(failure).collect(), first, "every requirement fixes its version")
    }
}

fn failure(dependency: &Dependency) -> Failure {
    let said = match dependency.specifier.as_str() {
        "" => format!("`{}` is taken in any version", dependency.name),
        some => format!("`{}` is taken in any version that fits `{some}`", dependency.name),
    };
    Failure::new(dependency.span, said).key(&*dependency.name)
}
