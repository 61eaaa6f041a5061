//! Does an expression take all secrets at once?

use ringfort_check::facts::pipeline::expressions;
use ringfort_check::model::pipeline::Workflow;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Does an expression take all secrets at once? See the page beside this file.
pub struct SecretsDumped;

impl Check for SecretsDumped {
    const META: Meta = Meta::new(
        "code/secrets-dumped",
        "Expression takes all secrets at once",
        "code/delivery-pipeline-security",
        Severity::High,
    )
    .frameworks(&["OWASP-Top10-2025-A08"]);

    type On = Workflow;

    fn run(on: &Workflow, scene: &Scene<'_>) -> Verdict {
        let all = expressions(&scene.facts.sources, on.root.span);
        let secrets: Vec<_> = all.iter().filter(|e| e.text.contains("secrets")).collect();
        let Some(first) = secrets.first() else { return Verdict::NotApplicable };
        let dumps = secrets.iter().filter(|e| takes_all(e.text));
        let failures = dumps.map(|e| {
            Failure::new(e.span, format!("`{}` brings in more than one secret", e.text)).key(e.text)
        });
        Verdict::of(failures.collect(), first.span, "secrets are named one by one")
    }
}

/// `toJSON(secrets)`, and `secrets[x]` where `x` is not a text.
fn takes_all(text: &str) -> bool {
    let text: String = text.to_lowercase().split_whitespace().collect();
    let computed = text.split("secrets[").skip(1).any(|rest| !rest.starts_with('\''));
    text.contains("tojson(secrets)") || computed
}
