//! Formats that build objects are not read from outside.

use ringfort_check::facts::code::taint::Site;
use ringfort_check::{Check, Confidence, Meta, Scene, Severity, Verdict};

use crate::support::sites::Judge;

/// Input is deserialised in a format that runs code.
pub struct UnsafeDeserialization;

impl Check for UnsafeDeserialization {
    const META: Meta = Meta::new(
        "code/unsafe-deserialization",
        "Input is deserialised in a format that runs code",
        "code/injection-and-deserialization",
        Severity::Critical,
    )
    .gate()
    .confidence(Confidence::Medium)
    .frameworks(&["CWE-502", "OWASP-Top10-2021-A08", "ASVS-5.0-1.5.2"])
    .aliases(&["B301", "B302", "S301", "S302"]);
    const TYPES: &'static [&'static str] = &["Deserialize"];
    type On = Site;

    fn run(on: &Site, scene: &Scene<'_>) -> Verdict {
        // YAML has a loader to choose, so it has a check of its own.
        if on.callee.starts_with("yaml.") {
            return Verdict::NotApplicable;
        }
        Judge {
            harm: " and is turned into objects",
            formatted: None,
            good: "reads a file that the code names",
            unsure: "where the bytes come from was not seen",
        }
        .run(scene, on)
    }
}
