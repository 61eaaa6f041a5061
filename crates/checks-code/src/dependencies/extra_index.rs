//! Can a second index take the place of the first?

use ringfort_check::facts::packages;
use ringfort_check::model::packages::Manifest;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Can a second index take the place of the first? See the page beside this file.
pub struct ExtraIndex;

impl Check for ExtraIndex {
    const META: Meta = Meta::new(
        "code/extra-index",
        "Two package indexes are mixed",
        "code/dependency-integrity",
        Severity::High,
    )
    .frameworks(&["OWASP-Top10-2025-A03", "CIS-GitHub-3.1.5"]);

    type On = Manifest;

    fn run(on: &Manifest, _: &Scene<'_>) -> Verdict {
        // Other tools than pip ask the indexes in order and stop at the first that has the name.
        let Some(first) = on.indexes.first().filter(|_| packages::is_requirements(on)) else {
            return Verdict::NotApplicable;
        };
        if on.is_locked() {
            return Verdict::pass(first.span, "hashes decide which package is taken");
        }
        let extra = on.indexes.iter().filter(|i| i.extra && i.url.contains("://"));
        let failures = extra.map(|i| {
            let said = format!(
                "`{}` is asked beside the main index, and the higher version wins",
                redact(&i.url)
            );
            Failure::new(i.span, said).key(redact(&i.url))
        });
        Verdict::of(failures.collect(), first.span, "a single index is asked")
    }
}

/// A URL without the user and password in it.
fn redact(url: &str) -> String {
    match (url.split_once("://"), url.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, host))) => format!("{scheme}://{host}"),
        _ => url.to_owned(),
    }
}
