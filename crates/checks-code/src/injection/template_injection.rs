//! Templates are constants, not text from outside.

use ringfort_check::facts::code::taint::Site;
use ringfort_check::{Check, Confidence, Meta, Scene, Severity, Verdict};

use crate::support::sites::Judge;

/// A template is made of input.
pub struct TemplateInjection;

impl Check for TemplateInjection {
    const META: Meta = Meta::new(
        "code/template-injection",
        "Template is made of input",
        "code/injection-and-deserialization",
        Severity::High,
    )
    .confidence(Confidence::Medium)
    .frameworks(&["CWE-1336", "OWASP-Top10-2021-A03", "ASVS-5.0-1.3.7"]);
    const TYPES: &'static [&'static str] = &["Template"];
    type On = Site;

    fn run(on: &Site, scene: &Scene<'_>) -> Verdict {
        Judge {
            harm: " and becomes part of a template",
            formatted: Some("makes a template of text put together with values"),
            good: "the template is a constant",
            unsure: "where the template's text comes from was not seen",
        }
        .run(scene, on)
    }
}
