//! Is an index asked without encryption?

use ringfort_check::model::packages::Manifest;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Is an index asked without encryption? See the page beside this file.
pub struct IndexOverHttp;

impl Check for IndexOverHttp {
    const META: Meta = Meta::new(
        "code/index-over-http",
        "Package index is asked without encryption",
        "code/dependency-integrity",
        Severity::High,
    );

    type On = Manifest;

    fn run(on: &Manifest, _: &Scene<'_>) -> Verdict {
        let Some(first) = on.indexes.first() else { return Verdict::NotApplicable };
        let plain = |url: &str| {
            let host =
                url.strip_prefix("http://").map(|rest| rest.split(['/', ':']).next().unwrap_or(""));
            host.is_some_and(|h| !matches!(h, "localhost" | "127.0.0.1"))
        };
        let open = on.indexes.iter().filter(|i| plain(&i.url));
        let failures = open.map(|i| {
            Failure::new(i.span, format!("`{}` is asked without encryption", i.url)).key(&*i.url)
        });
        Verdict::of(failures.collect(), first.span, "indexes are asked over TLS")
    }
}
