//! `eval`, `exec` and `compile` get constants only.

use ringfort_check::facts::code::taint::Site;
use ringfort_check::{Check, Confidence, Meta, Scene, Severity, Verdict};

use crate::support::sites::{self, Judge};

/// Text from outside is evaluated as code.
pub struct CodeEvaluation;

impl Check for CodeEvaluation {
    const META: Meta = Meta::new(
        "code/code-evaluation",
        "Text from outside is evaluated as code",
        "code/injection-and-deserialization",
        Severity::Critical,
    )
    .gate()
    .confidence(Confidence::Medium)
    .frameworks(&["CWE-95", "OWASP-Top10-2021-A03", "ASVS-5.0-1.3.2"])
    .aliases(&["B307", "B102", "S307", "S102"]);
    const TYPES: &'static [&'static str] = &["Eval"];
    type On = Site;

    fn run(on: &Site, scene: &Scene<'_>) -> Verdict {
        // Programs that load plugins by name are common; only a proven way of input counts there.
        let imports = on.callee.contains("import");
        if imports && sites::flows(scene, on).0.is_empty() {
            return Verdict::NotApplicable;
        }
        Judge {
            harm: " and is evaluated",
            formatted: Some("evaluates code that is put together with values"),
            good: "only constant code is evaluated",
            unsure: "where the evaluated code comes from was not seen",
        }
        .run(scene, on)
    }
}
