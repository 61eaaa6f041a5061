//! Are archives from URLs fetched encrypted and verified?

use ringfort_check::model::packages::{Dependency, Manifest, Origin};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Are archives from URLs fetched encrypted and verified? See the page beside this file.
pub struct DependencyFromUrl;

impl Check for DependencyFromUrl {
    const META: Meta = Meta::new(
        "code/dependency-from-url",
        "Dependency is an archive that nothing verifies",
        "code/dependency-integrity",
        Severity::Medium,
    )
    .frameworks(&["CIS-GitHub-3.1.7"]);

    type On = Manifest;

    fn run(on: &Manifest, _: &Scene<'_>) -> Verdict {
        let url = |d: &Dependency| {
            if let Origin::Url(url) = &d.origin { Some(url.clone()) } else { None }
        };
        let Some(first) = on.dependencies.iter().find(|d| url(d).is_some()) else {
            return Verdict::NotApplicable;
        };
        let failures = on.dependencies.iter().filter_map(|d| {
            let url = url(d)?;
            let verified = d.hashes > 0 || url.contains("#sha256=") || url.contains("#sha512=");
            (!verified).then(|| {
                let how = if url.starts_with("http://") {
                    "unencrypted and without a hash"
                } else {
                    "without a hash"
                };
                Failure::new(d.span, format!("`{url}` is fetched {how}")).key(url)
            })
        });
        Verdict::of(failures.collect(), first.span, "archives are verified by hash")
    }
}
