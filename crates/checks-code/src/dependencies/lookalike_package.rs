//! Does a name look like that of a popular package?

use ringfort_check::facts::packages;
use ringfort_check::model::packages::Manifest;
use ringfort_check::{Check, Confidence, Failure, Meta, Scene, Severity, Verdict};

/// Does a name look like that of a popular package? See the page beside this file.
pub struct LookalikePackage;

impl Check for LookalikePackage {
    const META: Meta = Meta::new(
        "code/lookalike-package",
        "Package name is close to a popular one",
        "code/dependency-integrity",
        Severity::Medium,
    )
    .confidence(Confidence::Low)
    .frameworks(&["MITRE-T1195.001"]);

    type On = Manifest;

    fn run(on: &Manifest, _: &Scene<'_>) -> Verdict {
        let Some(first) = on.dependencies.first() else { return Verdict::NotApplicable };
        let failures = on.dependencies.iter().filter_map(|d| {
            let near = packages::lookalike(on.ecosystem, &d.name)?;
            let said = format!("`{}` is one step away from the popular `{}`", d.name, near.of);
            Some(Failure::new(d.span, said).key(&*d.name))
        });
        Verdict::of(failures.collect(), first.span, "no name is close to a popular one")
    }
}
