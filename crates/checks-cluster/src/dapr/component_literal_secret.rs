//! Dapr component holds a credential.

use ringfort_check::facts::secrets;
use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{dapr, open};

/// A metadata item of a Component has a literal credential.
pub struct ComponentLiteralSecret;

impl Check for ComponentLiteralSecret {
    const META: Meta = Meta::new(
        "cluster/component-literal-secret",
        "Dapr component holds a credential",
        "cluster/dapr-component-scoping",
        Severity::High,
    )
    .gate()
    .frameworks(&["OWASP-K8s-2025-K03", "MITRE-T1552.007", "Dapr-Sec-StateEncryption"]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["Component"];

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        if !dapr::is_dapr(on) {
            return Verdict::NotApplicable;
        }
        let mut failures = vec![];
        for item in on.at("spec.metadata").list() {
            let (Some(name), Some(value)) = (item.at("name").str(), item.at("value").node()) else {
                continue;
            };
            let Some(text) = value.as_str() else { continue };
            let named = name.eq_ignore_ascii_case("primaryEncryptionKey")
                || name.eq_ignore_ascii_case("secondaryEncryptionKey");
            let hit = secrets::judge(Some(if named { "encryption_key" } else { name }), text);
            if hit.is_some() || (named && text.len() >= 32) {
                let message = format!(
                    "Component `{}` holds a credential in `{name}`: {}",
                    on.name,
                    secrets::redact(text)
                );
                failures.push(Failure::new(value.span, message).key(name));
            }
        }
        let verdict = Verdict::of(failures, on.head, "holds no literal credential");
        open::or_unknown(verdict, on.at("spec"), &["metadata.name", "metadata.value"])
    }
}
