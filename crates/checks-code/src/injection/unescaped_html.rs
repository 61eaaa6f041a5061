//! HTML is not put together by hand.

use ringfort_check::facts::code::taint::Site;
use ringfort_check::{Check, Confidence, Meta, Scene, Severity, Verdict};

use crate::support::sites::Judge;

/// HTML is put together from values that are not escaped.
pub struct UnescapedHtml;

impl Check for UnescapedHtml {
    const META: Meta = Meta::new(
        "code/unescaped-html",
        "HTML is put together from values that are not escaped",
        "code/output-encoding",
        Severity::High,
    )
    .gate()
    .confidence(Confidence::Medium)
    .frameworks(&["CWE-79", "OWASP-Top10-2021-A03", "ASVS-5.0-1.2.1"])
    .aliases(&["B703", "B308", "S308", "S704"]);
    const TYPES: &'static [&'static str] = &["Html"];
    type On = Site;

    fn run(on: &Site, scene: &Scene<'_>) -> Verdict {
        Judge {
            harm: " as HTML",
            formatted: Some("makes HTML of text put together with values"),
            good: "the HTML is a constant",
            unsure: "where the HTML comes from was not seen",
        }
        .run(scene, on)
    }
}
