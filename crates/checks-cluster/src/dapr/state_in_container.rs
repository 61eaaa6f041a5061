//! Dapr state lies in the container.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::dapr;

/// A SQLite state store points to memory or to a path that is no volume.
pub struct StateInContainer;

impl Check for StateInContainer {
    const META: Meta = Meta::new(
        "cluster/state-in-container",
        "Dapr state lies in the container",
        "cluster/dapr-component-scoping",
        Severity::Medium,
    )
    .frameworks(&["Dapr-Sec-StateEncryption"]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["Component"];

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        if !dapr::is_dapr(on) {
            return Verdict::NotApplicable;
        }
        if on.at("spec.type").str() != Some("state.sqlite") {
            return Verdict::NotApplicable;
        }
        let Some(value) = dapr::item(on, "connectionString").and_then(|i| i.at("value").node())
        else {
            return Verdict::NotApplicable;
        };
        let Some(text) = value.as_str() else {
            return Verdict::unknown(value.span, "the path is not known");
        };
        let path = text.trim_start_matches("file:").split('?').next().unwrap_or("");
        let temporary = path.is_empty()
            || path.contains(":memory:")
            || path.starts_with("/tmp/")
            || !path.starts_with('/');
        let failures = temporary.then(|| {
            Failure::new(
                value.span,
                format!(
                    "state store `{}` keeps its file at `{path}`, which is on no volume",
                    on.name
                ),
            )
        });
        Verdict::of(
            failures.into_iter().collect(),
            value.span,
            "keeps its file on a path of its own",
        )
    }
}
