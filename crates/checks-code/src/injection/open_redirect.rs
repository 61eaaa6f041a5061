//! Redirects stay on this site.

use ringfort_check::facts::code::taint::Site;
use ringfort_check::{Check, Confidence, Meta, Scene, Severity, Verdict};

use crate::support::{sites, sites::Judge, urls};

/// A redirect goes where input says.
pub struct OpenRedirect;

impl Check for OpenRedirect {
    const META: Meta = Meta::new(
        "code/open-redirect",
        "Redirect goes where input says",
        "code/ssrf-and-path-traversal",
        Severity::Medium,
    )
    .confidence(Confidence::Medium)
    .frameworks(&["CWE-601", "ASVS-5.0-3.7.2"]);
    const TYPES: &'static [&'static str] = &["Redirect"];
    type On = Site;

    fn run(on: &Site, scene: &Scene<'_>) -> Verdict {
        let argument = sites::argument(scene, on).zip(sites::module(scene, on));
        if argument.is_some_and(|(expr, module)| urls::host_is_fixed(module, expr)) {
            return Verdict::pass(on.argument, "the target's beginning is fixed");
        }
        Judge {
            harm: " and chooses where the browser goes",
            formatted: None,
            good: "the target is a constant",
            unsure: "where the target comes from was not seen",
        }
        .run(scene, on)
    }
}
