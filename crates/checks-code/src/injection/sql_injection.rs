//! SQL statements are constants with parameters beside them.

use ringfort_check::facts::code::taint::Site;
use ringfort_check::{Check, Confidence, Meta, Scene, Severity, Verdict};

use crate::support::sites::Judge;

/// A statement is put together from values.
pub struct SqlInjection;

impl Check for SqlInjection {
    const META: Meta = Meta::new(
        "code/sql-injection",
        "SQL statement is put together from values",
        "code/parameterized-queries",
        Severity::High,
    )
    .gate()
    .confidence(Confidence::Medium)
    .frameworks(&["CWE-89", "OWASP-Top10-2021-A03", "ASVS-5.0-1.2.4"])
    .aliases(&["B608", "S608"]);
    const TYPES: &'static [&'static str] = &["Sql"];
    type On = Site;

    fn run(on: &Site, scene: &Scene<'_>) -> Verdict {
        Judge {
            harm: " as part of the statement",
            formatted: Some("runs a statement that is put together with values"),
            good: "the statement is a constant or built with parameters",
            unsure: "how the statement is made was not seen",
        }
        .run(scene, on)
    }
}
