//! File paths are chosen by the program or kept in a folder.

use ringfort_check::facts::code::taint::Site;
use ringfort_check::{Check, Confidence, Meta, Scene, Severity, Verdict};

use crate::support::sites::Judge;

/// A file path is made of input.
pub struct PathTraversal;

impl Check for PathTraversal {
    const META: Meta = Meta::new(
        "code/path-traversal",
        "File path is made of input",
        "code/ssrf-and-path-traversal",
        Severity::High,
    )
    .gate()
    .confidence(Confidence::Medium)
    .frameworks(&["CWE-22", "OWASP-Top10-2021-A01", "ASVS-5.0-5.3.2"]);
    const TYPES: &'static [&'static str] = &["Path"];
    type On = Site;

    fn run(on: &Site, scene: &Scene<'_>) -> Verdict {
        Judge {
            harm: " as part of the path",
            formatted: None,
            good: "the path is a constant",
            unsure: "where the path comes from was not seen",
        }
        .run(scene, on)
    }
}
