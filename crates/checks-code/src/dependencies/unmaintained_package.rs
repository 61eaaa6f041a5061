//! Is a package known to be abandoned?

use ringfort_check::facts::packages;
use ringfort_check::model::packages::Manifest;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Is a package known to be abandoned? See the page beside this file.
pub struct UnmaintainedPackage;

impl Check for UnmaintainedPackage {
    const META: Meta = Meta::new(
        "code/unmaintained-package",
        "Package is no longer maintained",
        "code/dependency-scanning",
        Severity::Low,
    )
    .frameworks(&["ASVS-5.0-V15.1.1"]);

    type On = Manifest;

    fn run(on: &Manifest, _: &Scene<'_>) -> Verdict {
        let Some(first) = on.dependencies.first() else { return Verdict::NotApplicable };
        let failures = on.dependencies.iter().filter_map(|d| {
            let known = packages::unmaintained(on.ecosystem, &d.name)?;
            let said = format!("`{}` is {}; use {}", d.name, known.why, known.instead);
            Some(Failure::new(d.span, said).key(&*d.name))
        });
        Verdict::of(failures.collect(), first.span, "no package is known to be abandoned")
    }
}
