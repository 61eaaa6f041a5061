//! Does the lock know every package that is asked for?

use ringfort_check::facts::packages::{self, LockedBy};
use ringfort_check::model::packages::{Manifest, Origin};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Does the lock know every package that is asked for? See the page beside this file.
pub struct LockOutOfDate;

impl Check for LockOutOfDate {
    const META: Meta = Meta::new(
        "code/lock-out-of-date",
        "Lock file lacks a package of its manifest",
        "code/dependency-integrity",
        Severity::Medium,
    );

    type On = Manifest;

    fn run(on: &Manifest, scene: &Scene<'_>) -> Verdict {
        let (path, names): (&str, Vec<&str>) = match packages::locked_by(&scene.facts.model, on) {
            Some(LockedBy::Lock(lock)) => {
                (&lock.path, lock.packages.iter().map(|p| p.name.as_str()).collect())
            }
            Some(LockedBy::Compiled(m)) => {
                (&m.path, m.dependencies.iter().map(|d| d.name.as_str()).collect())
            }
            _ => return Verdict::NotApplicable,
        };
        let mut wanted = on
            .dependencies
            .iter()
            .filter(|d| !d.dev && !d.name.is_empty() && matches!(d.origin, Origin::Index(_)));
        let Some(first) = wanted.clone().next() else { return Verdict::NotApplicable };
        let failures = wanted.by_ref().filter(|d| !names.contains(&d.name.as_str()));
        let failures = failures.map(|d| {
            Failure::new(
                d.span,
                format!("`{}` is asked for, but `{path}` does not lock it", d.name),
            )
            .key(&*d.name)
        });
        Verdict::of(failures.collect(), first.span, "everything that is asked for is locked")
    }
}
