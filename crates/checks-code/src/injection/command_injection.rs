//! Commands are started without a shell, or from constants.

use ringfort_check::facts::code::taint::Site;
use ringfort_check::{Check, Confidence, Meta, Scene, Severity, Verdict};

use crate::support::sites::Judge;

/// A shell command is put together from values.
pub struct CommandInjection;

impl Check for CommandInjection {
    const META: Meta = Meta::new(
        "code/command-injection",
        "Shell command is put together from values",
        "code/injection-and-deserialization",
        Severity::Critical,
    )
    .gate()
    .confidence(Confidence::Medium)
    .frameworks(&["CWE-78", "OWASP-Top10-2021-A03", "ASVS-5.0-1.2.5"])
    .aliases(&["B602", "B605", "S602", "S605"]);
    const TYPES: &'static [&'static str] = &["Command"];
    type On = Site;

    fn run(on: &Site, scene: &Scene<'_>) -> Verdict {
        Judge {
            harm: " as part of the command",
            formatted: Some("gives a shell a command that is put together with values"),
            good: "the command is a constant or runs without a shell",
            unsure: "how the command is made was not seen",
        }
        .run(scene, on)
    }
}
