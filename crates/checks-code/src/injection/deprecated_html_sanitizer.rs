//! User HTML is cleaned by a library that is kept up.

use ringfort_check::model::code::Module;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::calls;

/// User HTML is cleaned by a library that is no longer kept up.
pub struct DeprecatedHtmlSanitizer;

impl Check for DeprecatedHtmlSanitizer {
    const META: Meta = Meta::new(
        "code/deprecated-html-sanitizer",
        "HTML is cleaned by a deprecated library",
        "code/output-encoding",
        Severity::Low,
    )
    .frameworks(&["CWE-1104", "CWE-79"]);
    type On = Module;

    fn run(on: &Module, _: &Scene<'_>) -> Verdict {
        let root = |path: &str| path.split('.').next().unwrap_or("").to_owned();
        calls::all(on.imports.iter().filter_map(|i| match root(&i.path).as_str() {
            "bleach" => Some(Verdict::fail(
                Failure::new(i.span, "`bleach` is deprecated since 2023").key("bleach"),
            )),
            "nh3" => Some(Verdict::pass(i.span, "nh3 is kept up")),
            _ => None,
        }))
    }
}
